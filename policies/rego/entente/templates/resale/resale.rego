# METADATA
# title: A partner who resells what we sell
# description: |
#   A reseller competes for the same accounts: what we earn on them and what we would accept is never
#   its to know.
# schemas:
#   - input: schema.disclosure
package entente.templates.resale

# METADATA
# title: What we earn and what we would accept stays here, at every stage
deny contains {"field": name, "unlock": []} if {
	input.type == "resale"
	some name, field in input.fields
	field.category in commercial
}

# METADATA
# title: While a dispute is open, nothing worth 5 or more
deny contains {"field": name, "unlock": unlock} if {
	input.type == "resale"
	unlock := [concat(" ", ["resolve the dispute", dispute]) | some dispute in input.disputes]
	count(unlock) > 0
	some name, field in input.fields
	field.value >= 5
}

# METADATA
# title: Categories of commercial figures
commercial := {"margins", "prices", "costs", "discounts"}
