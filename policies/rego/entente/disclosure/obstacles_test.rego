package entente.disclosure_test

import data.entente.disclosure

test_everything_that_stands_in_the_way_is_found if {
	question := object.union(
		early_with({"purpose": "resale", "dry": ["margins"]}),
		{"milestones": []},
	)
	found := disclosure.obstacles.margin with input as object.remove(question, {"asked"})
		with data.entente.custom.deny as {{"field": "margin", "unlock": ["ask Ana"]}}
	[obstacle.cause | some obstacle in found] == ["stage", "reciprocity", "purpose", "milestone", "policy"]
}

test_a_field_waits_for_its_stage if {
	withheld := disclosure.decision.withheld with input as early_with({"milestones": ["pilot-done"]})
	withheld.margin == {"because": "stage", "unlock": ["reach stage late"]}
}

test_an_empty_list_of_stages_reached_withholds_everything if {
	decision := disclosure.decision with input as early_with({"reached": []})
	decision.released == {}
	decision.withheld.ticker == {"because": "stage", "unlock": ["reach stage early"]}
}

test_facts_that_are_missing_hold_nothing_open if {
	complete := at("late", {"milestones": ["pilot-done"]})
	every fact, because in {"reached": "stage", "purposes": "purpose", "milestones": "milestone"} {
		withheld := disclosure.decision.withheld with input as object.remove(complete, {fact})
		withheld.margin.because == because
	}
}

test_before_the_stage_of_the_key_every_field_is_withheld if {
	decision := disclosure.decision with input as described("ticker", {"stage": "mid"})
	decision.released == {}
	decision.withheld.ticker == {"because": "stage", "unlock": ["reach stage mid"]}
	decision.withheld.employees == {"because": "stage", "unlock": ["reach stage mid"]}
}

test_a_field_of_a_reached_stage_is_withheld_while_the_key_waits if {
	question := object.union(
		described("ticker", {"stage": "mid"}),
		{"fields": {"employees": {"stage": "early"}}},
	)
	decision := disclosure.decision with input as question
	decision.released == {}
	decision.withheld.employees == {"because": "stage", "unlock": ["reach stage mid"]}
}

test_only_the_last_stage_that_is_waited_for_is_named if {
	withheld := disclosure.decision.withheld with input as described("ticker", {"stage": "mid"})
	withheld.margin.unlock == ["reach stage late", "complete milestone pilot-done"]
}

test_a_field_waits_for_its_milestone if {
	withheld := disclosure.decision.withheld with input as at("late", {"milestones": []})
	withheld == {"margin": {"because": "milestone", "unlock": ["complete milestone pilot-done"]}}
}

test_the_milestone_of_a_key_closes_every_field if {
	question := described("ticker", {"milestone": "signed"})
	decision := disclosure.decision with input as question
	decision.released == {}
	decision.withheld.employees == {"because": "milestone", "unlock": [
		"complete milestone signed",
		"reach stage mid",
	]}
}

test_without_a_purpose_everything_is_withheld if {
	decision := disclosure.decision with input as object.remove(early, {"purpose"})
	decision.released == {}
	every field in decision.withheld { field.because == "purpose" }
	decision.withheld.ticker.unlock == [state_a_purpose]
}

test_every_agreed_purpose_is_offered if {
	question := early_with({"purpose": "other", "purposes": ["joint-planning", "co-marketing"]})
	withheld := disclosure.decision.withheld with input as question
	withheld.ticker.unlock == ["state one of the agreed purposes: joint-planning, co-marketing"]
}

test_where_no_purpose_is_agreed_everything_is_withheld_and_nothing_offered if {
	decision := disclosure.decision with input as early_with({"purposes": []})
	decision.released == {}
	decision.withheld.ticker == {"because": "purpose", "unlock": []}
}

test_an_unasked_field_of_a_dry_category_is_withheld_for_reciprocity if {
	withheld := disclosure.decision.withheld with input as unasked({"dry": ["margins"]})
	withheld == {"margin": {"because": "reciprocity", "unlock": ["contribute to campaigns"]}}
}

test_a_dry_category_gives_no_weaker_release_either if {
	question := early_with({"dry": ["targeting"], "feeds": {"targeting": ["campaigns"]}})
	withheld := disclosure.decision.withheld with input as question
	withheld.employees == {"because": "reciprocity", "unlock": ["contribute to campaigns", "reach stage mid"]}
}

test_an_empty_list_of_names_asks_for_none if {
	withheld := disclosure.decision.withheld with input as unasked({"dry": ["margins"], "asked": []})
	withheld.margin.because == "reciprocity"
}

test_a_dry_category_that_nothing_feeds_offers_nothing if {
	question := unasked({"dry": ["margins"], "feeds": {"margins": []}})
	withheld := disclosure.decision.withheld with input as question
	withheld.margin == {"because": "reciprocity", "unlock": []}
	other := disclosure.decision.withheld with input as unasked({"dry": ["targeting"]})
	other.employees == {"because": "reciprocity", "unlock": []}
}

test_a_field_asked_for_by_name_is_not_withheld_for_reciprocity if {
	question := at("late", {"milestones": ["pilot-done"], "dry": ["margins"]})
	released := disclosure.decision.released with input as question
	released.margin == {"release": "full"}
}

test_a_field_that_is_not_among_those_asked_for_is_withheld_for_reciprocity if {
	question := at("late", {"milestones": ["pilot-done"], "dry": ["margins"], "asked": ["ticker"]})
	withheld := disclosure.decision.withheld with input as question
	withheld.margin.because == "reciprocity"
}

test_a_key_is_asked_for_with_every_query_and_does_not_run_dry if {
	question := unasked({"dry": ["accounts", "margins"]})
	decision := disclosure.decision with input as question
	object.keys(decision.released) == {"ticker", "employees"}
	object.keys(decision.withheld) == {"margin"}
}

test_the_author_can_withhold_a_field_and_say_what_helps if {
	withheld := disclosure.decision.withheld with input as at("late", {"milestones": ["pilot-done"]})
		with data.entente.custom.deny as {{"field": "margin", "unlock": ["ask Ana"]}}
	withheld == {"margin": {"because": "policy", "unlock": ["ask Ana"]}}
}

test_the_author_can_withhold_without_a_cure if {
	withheld := disclosure.decision.withheld with input as at("mid", {})
		with data.entente.custom.deny as {{"field": "employees"}}
	withheld.employees == {"because": "policy", "unlock": []}
}

test_a_denied_field_is_not_released_in_a_weaker_form if {
	decision := disclosure.decision with input as early
		with data.entente.custom.deny as {{"field": "employees", "unlock": ["ask Ana"]}}
	not decision.released.employees
	decision.withheld.employees == {"because": "policy", "unlock": ["ask Ana", "reach stage mid"]}
}

test_what_has_no_cure_is_not_cured_by_what_cures_the_rest if {
	decision := disclosure.decision with input as early
		with data.entente.custom.deny as {{"field": "employees", "unlock": []}}
	decision.withheld.employees == {"because": "policy", "unlock": []}
}

test_a_denied_key_closes_the_dataset if {
	decision := disclosure.decision with input as at("mid", {})
		with data.entente.custom.deny as {{"field": "ticker", "unlock": ["ask Ana"]}}
	decision.released == {}
	decision.withheld.employees == {"because": "policy", "unlock": ["ask Ana"]}
}

test_a_hidden_key_closes_the_dataset_and_stays_hidden if {
	decision := disclosure.decision with input as at("mid", {}) with data.entente.custom.hide as {"ticker"}
	decision.released == {}
	object.keys(decision.withheld) == {"employees", "margin"}
	decision.withheld.employees == {"because": "policy", "unlock": []}
}

test_of_two_keys_one_closed_closes_both if {
	question := object.union(
		described("employees", {"stage": "early", "milestone": "signed"}),
		{"key": ["ticker", "employees"]},
	)
	decision := disclosure.decision with input as question
	decision.released == {}
	decision.withheld.ticker == {"because": "milestone", "unlock": ["complete milestone signed"]}
}

test_a_dry_category_is_named_before_a_stage_and_a_milestone if {
	withheld := disclosure.decision.withheld with input as object.remove(early_with({"dry": ["margins"]}), {"asked"})
	withheld.margin == {"because": "reciprocity", "unlock": [
		"contribute to campaigns",
		"reach stage late",
		"complete milestone pilot-done",
	]}
}

test_a_field_asked_for_by_name_of_a_dry_category_waits_for_its_stage_as_any_other if {
	withheld := disclosure.decision.withheld with input as early_with({"dry": ["margins"], "asked": ["margin"]})
	withheld.margin.because == "stage"
}

test_a_denial_is_named_before_a_dry_category if {
	withheld := disclosure.decision.withheld with input as unasked({"dry": ["margins"]})
		with data.entente.custom.deny as {{"field": "margin", "unlock": ["ask Ana"]}}
	withheld.margin == {"because": "policy", "unlock": ["ask Ana", "contribute to campaigns"]}
}

test_before_the_stage_of_the_key_nothing_but_the_stage_is_named if {
	question := object.union(described("ticker", {"stage": "mid"}), {"dry": ["margins", "targeting"]})
	withheld := disclosure.decision.withheld with input as object.remove(question, {"asked"})
		with data.entente.custom.deny as {{"field": "margin"}}
	every field in withheld { field.because == "stage" }
}

test_before_the_milestone_of_the_key_nothing_but_the_milestone_is_named if {
	question := object.union(
		described("ticker", {"stage": "early", "milestone": "signed"}),
		{"dry": ["margins", "targeting"]},
	)
	withheld := disclosure.decision.withheld with input as object.remove(question, {"asked"})
	every field in withheld { field.because == "milestone" }
}

test_a_denied_key_is_why_every_field_is_withheld if {
	withheld := disclosure.decision.withheld with input as early_with({"dry": ["margins", "targeting"]})
		with data.entente.custom.deny as {{"field": "ticker", "unlock": ["ask Ana"]}}
	every field in withheld { field.because == "policy" }
}
