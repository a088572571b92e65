package entente.templates.strategic_alliance_test

import data.entente.templates.strategic_alliance as alliance

question := {
	"type": "strategic-alliance",
	"signals": ["joint-team"],
	"disputes": [],
	"fields": {"account": {"value": 1}, "plan": {"value": 10}, "margin": {"value": 20}},
}

but(changes) := object.union(question, changes)

test_with_a_joint_team_and_no_dispute_nothing_is_denied if alliance.deny == set() with input as question

test_margins_wait_for_the_joint_team if {
	alliance.deny == {{"field": "margin", "unlock": ["stake joint-team"]}} with input as but({"signals": []})
	count(alliance.deny) == 1 with input as object.remove(question, ["signals"])
}

test_plans_rest_while_a_dispute_is_open if {
	denials := alliance.deny with input as but({"disputes": ["brand"]})
	{denial.field | some denial in denials} == {"plan", "margin"}
	{denial.unlock | some denial in denials} == {["resolve the dispute brand"]}
}

test_others_are_not_concerned if {
	alliance.deny == set() with input as but({"type": "resale", "signals": [], "disputes": ["brand"]})
}
