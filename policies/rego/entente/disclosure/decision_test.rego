package entente.disclosure_test

import data.entente.disclosure

test_a_field_of_a_reached_stage_is_released_in_full if {
	disclosure.decision.released.ticker == {"release": "full"} with input as early
}

test_the_answer_is_a_list_of_releases_and_a_list_of_what_is_withheld if {
	disclosure.decision == {
		"released": {
			"ticker": {"release": "full"},
			"employees": {
				"release": "band",
				"bounds": [100, 1000, 10000],
				"because": "stage",
				"unlock": ["reach stage mid"],
			},
		},
		"withheld": {"margin": {
			"because": "stage",
			"unlock": ["reach stage late", "complete milestone pilot-done"],
		}},
		"rows": "all",
	} with input as early
}

test_the_answer_says_which_rows if {
	emea := {"field": "region", "operator": "==", "value": "EMEA"}
	disclosure.decision.rows == {"and": [emea]} with input as early with data.entente.custom.rows as {emea}
}

test_at_the_last_stage_with_its_milestone_everything_is_released_in_full if {
	decision := disclosure.decision with input as at("late", {"milestones": ["pilot-done"]})
	decision.withheld == {}
	every release in decision.released { release == {"release": "full"} }
	object.keys(decision.released) == {"ticker", "employees", "margin"}
}

test_a_purpose_that_is_not_agreed_is_named_before_a_stage if {
	withheld := disclosure.decision.withheld with input as early_with({"purpose": "resale"})
	withheld.ticker == {"because": "purpose", "unlock": [state_a_purpose]}
	withheld.margin == {"because": "purpose", "unlock": [
		state_a_purpose,
		"reach stage late",
		"complete milestone pilot-done",
	]}
}

test_a_field_that_the_author_hides_is_in_neither_list if {
	decision := disclosure.decision with input as early with data.entente.custom.hide as {"margin"}
	object.keys(decision.released) == {"ticker", "employees"}
	decision.withheld == {}
}

test_no_decision_without_a_key if {
	not disclosure.decision with input as early_with({"key": []})
	not disclosure.decision with input as object.remove(early, {"key"})
}

test_no_decision_when_a_key_is_not_among_the_fields if {
	not disclosure.decision with input as early_with({"key": ["ticker", "isin"]})
}

test_no_decision_for_a_stage_that_is_not_on_the_ladder if {
	not disclosure.decision with input as described("margin", {"stage": "sometime"})
	not disclosure.decision with input as described("margin", {"stage": null})
	not disclosure.decision with input as early_with({"stages": []})
}

test_no_decision_when_a_denial_does_not_name_a_field if {
	not disclosure.decision with input as early with data.entente.custom.deny as {"margin"}
	not disclosure.decision with input as early with data.entente.custom.deny as {{"fields": ["margin"]}}
}

test_no_decision_when_a_condition_is_none if {
	not disclosure.decision with input as early with data.entente.custom.rows as {"region"}
	not disclosure.decision with input as early with data.entente.custom.rows as {["region", "==", "EMEA"]}
}

test_no_decision_on_an_empty_question if {
	not disclosure.decision with input as {}
}
