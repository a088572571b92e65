package entente.disclosure_test

import data.entente.disclosure

test_each_obstacle_names_the_rule_that_says_so if {
	question := early_with({"purpose": "resale", "dry": ["margins"], "milestones": []})
	explanation := disclosure.explanation with input as object.remove(question, {"asked"})
		with data.entente.custom.denied as [{"field": "margin"}]
		with data.entente.custom.hidden as ["margin"]
	{obstacle.rule | some obstacle in explanation.margin} == {
		"entente.disclosure.waiting",
		"entente.reciprocity.obstacles",
		"entente.purpose.obstacles",
		"entente.disclosure.unproven",
		"entente.custom.deny",
		"entente.custom.hide",
	}
}

test_what_is_open_has_no_obstacle if {
	disclosure.explanation.ticker == [] with input as early
}

test_what_makes_no_sense_is_not_explained if {
	not disclosure.explanation with input as {}
}
