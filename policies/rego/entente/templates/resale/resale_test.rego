package entente.templates.resale_test

import data.entente.templates.resale

question := {
	"type": "resale",
	"disputes": [],
	"fields": {
		"account": {"category": "accounts", "value": 1},
		"employees": {"category": "targeting", "value": 5},
		"margin": {"category": "margins", "value": 20},
	},
}

but(changes) := object.union(question, changes)

test_a_reseller_never_sees_margins if {
	resale.deny == {{"field": "margin", "unlock": []}} with input as question
}

test_while_a_dispute_is_open_it_sees_little if {
	denials := resale.deny with input as but({"disputes": ["invoice"]})
	{denial.field | some denial in denials} == {"margin", "employees"}
	{"field": "employees", "unlock": ["resolve the dispute invoice"]} in denials
}

test_others_are_not_concerned if {
	resale.deny == set() with input as but({"type": "oem", "disputes": ["invoice"]})
}
