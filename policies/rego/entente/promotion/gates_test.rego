package entente.promotion_test

import data.entente.promotion

facts := {
	"state": "active",
	"date": "2026-11-25",
	"stage": "early",
	"next": "mid",
	"gate": {"cleared": 3, "approvals": 2},
	"window": 500,
	"cleared": 1500,
	"days": 31,
	"matched-rounds": 2,
	"verdict": "allow",
	"milestones": [],
	"signals": [],
	"reviewed": false,
	"contacts": {"ours": 2, "theirs": 3},
	"disputes": [],
	"overdue-receipts": 0,
}

but(changes) := object.union(facts, changes)

asking(gate) := but({"gate": object.union({"approvals": 1}, gate)})

named(gates, name) := [gate | some gate in gates; gate.gate == name]

unmet(gates) := {gate.gate | some gate in gates; not gate.met}

test_what_the_ladder_names_and_what_there_always_is_in_order if {
	gates := promotion.gates with input as facts
	[gate.gate | some gate in gates] == ["cleared", "active", "contacts", "disputes", "rounds", "acknowledged"]
	unmet(gates) == set()
}

test_a_gate_says_what_there_is_what_is_needed_and_what_is_missing if {
	gates := promotion.gates with input as but({"cleared": 412.5})
	gates[0] == {"gate": "cleared", "met": false, "have": 412.5, "need": 1500, "missing": 1087.5}
}

test_more_than_needed_misses_nothing if {
	gates := promotion.gates with input as but({"cleared": 1600})
	gates[0] == {"gate": "cleared", "met": true, "have": 1600, "need": 1500, "missing": 0}
}

test_days_and_matched_rounds if {
	gates := promotion.gates with input as asking({"minimum-days": 32, "matched-rounds": 2})
	named(gates, "minimum-days")[0].missing == 1
	named(gates, "matched-rounds")[0].met
}

test_each_milestone_is_a_gate if {
	asked := object.union(asking({"milestone": ["pilot", "audit"]}), {"milestones": ["audit", "other"]})
	gates := promotion.gates with input as asked
	named(gates, "milestone") == [
		{"gate": "milestone", "met": false, "have": [], "need": "pilot", "missing": "pilot"},
		{"gate": "milestone", "met": true, "have": ["audit"], "need": "audit", "missing": null},
	]
}

test_a_signal_must_hold if {
	asked := asking({"signal": ["joint-team"]})
	unmet(promotion.gates) == {"signal"} with input as asked
	unmet(promotion.gates) == set() with input as object.union(asked, {"signals": ["joint-team"]})
}

test_a_review_must_not_be_overdue if {
	asked := asking({"review": true})
	named(promotion.gates, "review")[0].missing == "a review" with input as asked
	held := object.union(asked, {"reviewed": true, "review": "2027-01-31"})
	named(promotion.gates, "review")[0] == {
		"gate": "review",
		"met": true,
		"have": "2027-01-31",
		"need": "2026-11-25",
		"missing": null,
	} with input as held
}

test_a_review_is_asked_for_only_where_the_ladder_says_so if {
	named(promotion.gates, "review") == [] with input as asking({"review": false})
}

test_only_an_active_agreement_is_raised if {
	gates := promotion.gates with input as but({"state": "suspended"})
	named(gates, "active")[0].missing == "active"
}

test_one_contact_on_a_side_is_not_enough if {
	gates := promotion.gates with input as but({"contacts": {"ours": 5, "theirs": 1}})
	named(gates, "contacts")[0] == {"gate": "contacts", "met": false, "have": 1, "need": 2, "missing": 1}
}

test_an_open_dispute_stands_in_the_way if {
	gates := promotion.gates with input as but({"disputes": ["invoice"]})
	named(gates, "disputes")[0].missing == ["invoice"]
	unmet(gates) == {"disputes"}
}

test_unmatched_rounds_stand_in_the_way if {
	gates := promotion.gates with input as but({"verdict": "hold"})
	named(gates, "rounds")[0].missing == "a matched round"
}

test_receipts_that_wait_for_too_long_stand_in_the_way if {
	gates := promotion.gates with input as but({"overdue-receipts": 3})
	named(gates, "acknowledged")[0] == {
		"gate": "acknowledged",
		"met": false,
		"have": 3,
		"need": 0,
		"missing": 3,
	}
	unmet(gates) == {"acknowledged"}
}

test_an_author_adds_gates_and_takes_none_away if {
	added := {"gate": "audit", "met": false, "have": null, "need": "an audit", "missing": "an audit"}
	gates := promotion.gates with input as facts with data.entente.custom.asked as [added]
	unmet(gates) == {"audit"}
	count(gates) == 7
}

test_without_a_fact_there_is_no_answer if {
	not promotion.gates with input as object.remove(facts, ["cleared"])
	not promotion.gates with input as object.remove(facts, ["disputes"])
	not promotion.gates with input as object.remove(facts, ["overdue-receipts"])
	not promotion.gates with input as object.remove(facts, ["verdict"])
	not promotion.gates with input as object.remove(facts, ["state"])
	not promotion.gates with input as but({"contacts": {"theirs": null}})
}

test_an_authors_gate_that_says_nothing_leaves_no_answer if {
	not promotion.gates with input as facts with data.entente.custom.asked as [{"gate": "audit"}]
}

test_gates_of_an_author_that_cannot_be_read_leave_no_answer if {
	said := {"templates": set(), "gates": set(), "orchard": {"gates": true}}
	not promotion.gates with input as facts with data.entente.custom as said
	promotion.gates with input as facts with data.entente.custom as {"templates": set(), "gates": set()}
}
