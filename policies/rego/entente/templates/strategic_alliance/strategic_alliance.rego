# METADATA
# title: A partner with whom we build a market
# description: |
#   Allies are often rivals too. The most valuable fields wait until both have put people into one team
#   (the signal joint-team), and what is worth 10 or more rests while a dispute is open.
# schemas:
#   - input: schema.disclosure
package entente.templates.strategic_alliance

# METADATA
# title: What is worth 20 waits for the joint team
deny contains {"field": name, "unlock": ["stake joint-team"]} if {
	input.type == "strategic-alliance"
	not together
	some name, field in input.fields
	field.value >= 20
}

# METADATA
# title: While a dispute is open, nothing worth 10 or more
deny contains {"field": name, "unlock": unlock} if {
	input.type == "strategic-alliance"
	unlock := [concat(" ", ["resolve the dispute", dispute]) | some dispute in input.disputes]
	count(unlock) > 0
	some name, field in input.fields
	field.value >= 10
}

# METADATA
# title: People of both sides work in one team
together if "joint-team" in input.signals
