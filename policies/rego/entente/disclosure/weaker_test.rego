package entente.disclosure_test

import data.entente.disclosure

test_a_weaker_form_of_a_reached_stage_is_released_and_explained if {
	question := offering({"early": {"release": "pseudonym"}}, ["early"])
	city := disclosure.decision.released.city with input as question
	city == {"release": "pseudonym", "because": "stage", "unlock": ["reach stage late"]}
}

test_a_weaker_form_keeps_its_own_settings if {
	texts := offering({"early": {"release": "truncate", "keep": 3}}, ["early"])
	disclosure.decision.released.city.keep == 3 with input as texts
	dates := offering({"early": {"release": "truncate", "to": "year"}}, ["early"])
	disclosure.decision.released.city.to == "year" with input as dates
}

test_the_stronger_form_is_chosen_though_a_later_stage_offers_less if {
	offers := {"early": {"release": "pseudonym"}, "mid": {"release": "band", "bounds": [5]}}
	disclosure.decision.released.city.release == "pseudonym" with input as offering(offers, ["early", "mid"])
}

test_of_equally_strong_forms_that_of_the_latest_stage_is_chosen if {
	offers := {"early": {"release": "truncate", "keep": 3}, "mid": {"release": "band", "bounds": [5]}}
	disclosure.decision.released.city.release == "band" with input as offering(offers, ["early", "mid"])
}

test_of_two_bands_that_of_the_latest_stage_is_chosen if {
	offers := {"early": {"release": "band", "bounds": [9]}, "mid": {"release": "band", "bounds": [5]}}
	disclosure.decision.released.city.bounds == [5] with input as offering(offers, ["early", "mid"])
}

test_a_weaker_form_of_a_stage_not_reached_is_not_released if {
	question := offering({"mid": {"release": "pseudonym"}}, ["early"])
	disclosure.decision.withheld.city.because == "stage" with input as question
}

test_a_form_called_weaker_never_opens_a_field_in_full if {
	question := offering({"early": {"release": "full"}}, ["early"])
	disclosure.decision.withheld.city.because == "stage" with input as question
}

test_an_aggregate_is_the_weakest_form if {
	offers := {"early": {"release": "aggregate"}, "mid": {"release": "band", "bounds": [5]}}
	disclosure.decision.released.city.release == "aggregate" with input as offering(offers, ["early"])
	disclosure.decision.released.city.release == "band" with input as offering(offers, ["early", "mid"])
}

test_a_form_that_is_not_known_is_not_released if {
	question := offering({"early": {"release": "average"}}, ["early"])
	disclosure.decision.withheld.city.because == "stage" with input as question
}

test_what_is_open_in_full_has_no_weaker_form if {
	not disclosure.weaker.employees with input as at("mid", {})
}

test_a_weaker_form_stands_in_until_the_milestone if {
	question := described("employees", {"stage": "early", "milestone": "pilot-done"})
	release := disclosure.decision.released.employees with input as question
	release.release == "band"
	release.because == "milestone"
	release.unlock == ["complete milestone pilot-done"]
}

test_a_weaker_form_needs_an_agreed_purpose if {
	disclosure.decision.released == {} with input as early_with({"purpose": "resale"})
}

test_a_weaker_form_needs_an_open_dataset if {
	question := described("ticker", {"stage": "late"})
	disclosure.decision.released == {} with input as question
}

test_a_key_is_never_released_in_a_weaker_form if {
	question := described("ticker", {"stage": "mid", "weaker": {"early": {"release": "pseudonym"}}})
	disclosure.decision.released == {} with input as question
}
