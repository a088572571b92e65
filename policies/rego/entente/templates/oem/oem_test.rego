package entente.templates.oem_test

import data.entente.templates.oem

question := {
	"type": "oem",
	"signals": [],
	"fields": {
		"part": {"category": "products", "value": 1},
		"roadmap": {"category": "roadmap", "value": 20},
		"employees": {"category": "targeting", "value": 5},
	},
}

but(changes) := object.union(question, changes)

test_customers_figures_are_hidden if {
	oem.hide == {"employees"} with input as question
	oem.hide == set() with input as but({"type": "resale"})
}

test_a_roadmap_waits_for_the_minimum_purchase if {
	oem.deny == {{"field": "roadmap", "unlock": ["stake minimum-purchase"]}} with input as question
	oem.deny == set() with input as but({"signals": ["minimum-purchase"]})
	count(oem.deny) == 1 with input as object.remove(question, ["signals"])
}

test_others_are_not_concerned if oem.deny == set() with input as but({"type": "resale"})
