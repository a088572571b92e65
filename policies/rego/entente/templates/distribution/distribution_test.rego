package entente.templates.distribution_test

import data.entente.templates.distribution

question := {
	"type": "distribution",
	"signals": [],
	"fields": {"account": {"value": 1}, "forecast": {"value": 10}},
}

but(changes) := object.union(question, changes)

test_a_forecast_waits_for_the_committed_volume if {
	distribution.deny == {{"field": "forecast", "unlock": ["stake volume-commitment"]}} with input as question
	distribution.deny == set() with input as but({"signals": ["volume-commitment"]})
}

test_signals_that_are_missing_open_nothing if {
	count(distribution.deny) == 1 with input as object.remove(question, ["signals"])
}

test_a_raise_asks_for_it if {
	distribution.gates == {{
		"gate": "signal",
		"met": false,
		"have": [],
		"need": "volume-commitment",
		"missing": {"volume-commitment"},
	}} with input as question
}

test_a_raise_finds_it if {
	gates := distribution.gates with input as but({"signals": ["other", "volume-commitment"]})
	{[gate.met, gate.have, gate.missing] | some gate in gates} == {[true, ["volume-commitment"], set()]}
}

test_others_are_not_concerned if {
	distribution.deny == set() with input as but({"type": "oem"})
	distribution.gates == set() with input as but({"type": "oem"})
}
