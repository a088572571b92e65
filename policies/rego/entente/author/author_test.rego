package entente.author_test

import data.entente.author
import data.entente.disclosure
import data.entente.promotion

question := {
	"type": "resale",
	"stages": ["early"],
	"reached": ["early"],
	"purpose": "p",
	"purposes": ["p"],
	"milestones": [],
	"disputes": [],
	"key": ["account"],
	"dry": [],
	"fields": {
		"account": {"category": "accounts", "value": 1, "stage": "early"},
		"margin": {"category": "margins", "value": 20, "stage": "early"},
	},
}

said(orchard) := {"templates": set(), "rows": set(), "orchard": orchard}

test_a_package_of_ones_own_denies if {
	decision := disclosure.decision with input as question
		with data.entente.custom as said({"deny": {{"field": "margin", "unlock": ["ask Ana"]}}})
	decision.withheld == {"margin": {"because": "policy", "unlock": ["ask Ana"]}}
}

test_each_denial_names_its_rule if {
	author.denials == {{"rule": "entente.custom.orchard.deny", "denial": {"field": "margin"}}} with input as question
		with data.entente.custom as said({"deny": {{"field": "margin"}}})
}

test_a_package_of_ones_own_hides if {
	decision := disclosure.decision with input as question with data.entente.custom as said({"hide": {"margin"}})
	object.keys(decision.released) == {"account"}
	decision.withheld == {}
}

test_a_package_of_ones_own_asks_for_a_gate if {
	gate := {"gate": "audit", "met": false, "have": null, "need": "an audit", "missing": "an audit"}
	author.gates == {gate} with data.entente.custom as said({"gates": {gate}})
	promotion.added == [gate] with data.entente.custom as said({"gates": {gate}})
}

test_a_package_of_ones_own_leaves_rows_out if {
	large := {"field": "size", "operator": ">", "value": 100}
	decision := disclosure.decision with input as question with data.entente.custom as said({"rows": {large}})
	decision.rows == {"and": [large]}
}

test_a_template_may_leave_rows_out if {
	large := {"field": "size", "operator": ">", "value": 100}
	author.rows == {large} with data.entente.custom.chosen as ["resale"]
		with data.entente.templates as {"resale": {"rows": {large}}}
}

test_a_condition_that_is_none_leaves_no_decision if {
	not disclosure.decision with input as question with data.entente.custom as said({"rows": {"size"}})
	not disclosure.decision with input as question with data.entente.custom as said({"rows": {"field": "size"}})
}

test_tests_beside_it_say_nothing if {
	author.hidden == set() with data.entente.custom as {"orchard_test": {"hide": {"margin"}}}
}

test_a_template_holds_where_it_is_switched_on if {
	decision := disclosure.decision with input as question with data.entente.custom.chosen as ["resale"]
	decision.withheld == {"margin": {"because": "policy", "unlock": []}}
	disclosure.decision.withheld == {} with input as question
}

test_a_template_names_its_rule if {
	{one.rule | some one in author.denials} == {"entente.templates.resale.deny"} with input as question
		with data.entente.custom.chosen as ["resale"]
}

test_a_template_hides_and_asks_for_gates if {
	integration := object.union(question, {"type": "technology-integration"})
	author.hidden == {"margin"} with input as integration with data.entente.custom.chosen as ["technology-integration"]
	distribution := object.union(question, {"type": "distribution", "signals": []})
	{gate.gate | some gate in author.gates} == {"signal"} with input as distribution
		with data.entente.custom.chosen as ["distribution"]
}

test_every_kind_of_partnership_has_a_template if {
	every name in author.partnerships { data.entente.templates[replace(name, "-", "_")] }
}

test_a_template_that_is_not_there_leaves_no_decision if {
	not disclosure.decision with input as question with data.entente.custom.chosen as ["reseller"]
}

test_what_is_no_set_leaves_no_decision if {
	not disclosure.decision with input as question with data.entente.custom as said({"deny": true})
	not disclosure.decision with input as question with data.entente.custom as said({"deny": ["margin"]})
	not disclosure.decision with input as question with data.entente.custom as said({"hide": "margin"})
	not author.sound with data.entente.custom as said({"gates": {"gate": "audit"}})
	row := {"field": "margin", "operator": ">", "value": 1}
	not author.sound with data.entente.custom as said({"rows": {"margin": row}})
}

test_what_names_no_field_leaves_no_decision if {
	not disclosure.decision with input as question with data.entente.custom as said({"deny": {"margin"}})
	not disclosure.decision with input as question with data.entente.custom as said({"hide": {{"field": "margin"}}})
	not disclosure.decision with input as question with data.entente.custom.hidden as [["margin"]]
}
