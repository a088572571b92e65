package entente.templates.technology_integration_test

import data.entente.templates.technology_integration as integration

question := {
	"type": "technology-integration",
	"milestones": [],
	"fields": {
		"product": {"category": "products", "value": 1},
		"roadmap": {"category": "roadmap", "value": 10},
		"price": {"category": "prices", "value": 5},
	},
}

but(changes) := object.union(question, changes)

test_prices_are_hidden if {
	integration.hide == {"price"} with input as question
	integration.hide == set() with input as but({"type": "resale"})
}

test_a_roadmap_waits_for_the_certified_integration if {
	denials := integration.deny with input as question
	denials == {{"field": "roadmap", "unlock": ["complete milestone integration-certified"]}}
}

test_a_certified_integration_opens_it if {
	integration.deny == set() with input as but({"milestones": ["integration-certified"]})
}

test_milestones_that_are_missing_open_nothing if {
	count(integration.deny) == 1 with input as object.remove(question, ["milestones"])
}

test_others_are_not_concerned if integration.deny == set() with input as but({"type": "resale"})
