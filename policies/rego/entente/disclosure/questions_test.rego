package entente.disclosure_test

state_a_purpose := "state one of the agreed purposes: joint-planning"

early := {
	"agreement": "orchard",
	"partner": "Orchard Devices",
	"type": "strategic-alliance",
	"stage": "early",
	"stages": ["early", "mid", "late"],
	"reached": ["early"],
	"purpose": "joint-planning",
	"purposes": ["joint-planning"],
	"date": "2026-11-22",
	"milestones": [],
	"dataset": "accounts",
	"key": ["ticker"],
	"asked": ["ticker", "margin"],
	"dry": [],
	"feeds": {"margins": ["campaigns"]},
	"fields": {
		"ticker": {"type": "string", "category": "accounts", "value": 1, "stage": "early"},
		"employees": {
			"type": "integer",
			"category": "targeting",
			"value": 5,
			"stage": "mid",
			"weaker": {"early": {"release": "band", "bounds": [100, 1000, 10000]}},
		},
		"margin": {
			"type": "number",
			"category": "margins",
			"value": 20,
			"stage": "late",
			"milestone": "pilot-done",
		},
	},
}

# with other facts
early_with(facts) := object.union(early, facts)

# with other settings of one field
described(name, settings) := object.union(early, {"fields": {name: settings}})

# with one field of the last stage that has weaker forms
offering(weaker, reached) := object.union(early, {
	"reached": reached,
	"fields": {"city": {"type": "string", "category": "targeting", "value": 2, "stage": "late", "weaker": weaker}},
})

# at a later stage
at(stage, facts) := object.union_n([early, {"stage": stage, "reached": through[stage]}, facts])

through := {"mid": ["early", "mid"], "late": ["early", "mid", "late"]}

# at the last stage, milestone complete, no fields named
unasked(facts) := object.remove(at("late", object.union({"milestones": ["pilot-done"]}, facts)), {"asked"})
