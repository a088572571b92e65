# METADATA
# title: A partner who stocks and moves what we make
# description: |
#   A distributor carries competitors too. What is worth 10 or more, and each further stage, waits until
#   it has staked a volume: the signal volume-commitment.
# schemas:
#   - input: schema.custom
package entente.templates.distribution

# METADATA
# title: What is worth 10 or more waits for the committed volume
deny contains {"field": name, "unlock": ["stake volume-commitment"]} if {
	input.type == "distribution"
	not committed
	some name, field in input.fields
	field.value >= 10
}

# METADATA
# title: Each further stage asks for the committed volume
gates contains {
	"gate": "signal",
	"met": count(staked) > 0,
	"have": staked,
	"need": "volume-commitment",
	"missing": {"volume-commitment"} - {name | some name in staked},
} if {
	input.type == "distribution"
	staked := [name | some name in input.signals; name == "volume-commitment"]
}

# METADATA
# title: A volume is staked, and still holds
committed if "volume-commitment" in input.signals
