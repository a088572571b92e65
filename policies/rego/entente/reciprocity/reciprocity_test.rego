package entente.reciprocity_test

import data.entente.reciprocity

question := {"key": ["ticker"], "asked": [], "dry": ["margins"], "feeds": {"margins": ["campaigns", "leads"]}}

margin := {"category": "margins"}

test_a_field_of_a_dry_category_waits_for_a_contribution if {
	obstacles := reciprocity.obstacles("margin", margin) with input as question
	obstacles[0].cures == ["contribute to campaigns", "contribute to leads"]
}

test_a_field_asked_for_by_name_is_left_to_the_ledger if {
	asked := object.union(question, {"asked": ["margin"]})
	reciprocity.obstacles("margin", margin) == [] with input as asked
}

test_the_key_comes_with_every_query if {
	reciprocity.obstacles("ticker", margin) == [] with input as question
}

test_a_category_with_credit_stands_in_no_way if {
	reciprocity.obstacles("city", {"category": "targeting"}) == [] with input as question
}

test_what_nothing_feeds_nothing_cures if {
	obstacles := reciprocity.obstacles("margin", margin) with input as object.remove(question, ["feeds"])
	obstacles[0].cures == []
}
