# METADATA
# title: A partner who only names us to others
# description: A referral takes a name and no figures, so what is worth more than 5 is not there for it.
# schemas:
#   - input: schema.disclosure
package entente.templates.referral

# METADATA
# title: What is worth more than 5 is not told to exist
hide contains name if {
	input.type == "referral"
	some name, field in input.fields
	field.value > 5
}
