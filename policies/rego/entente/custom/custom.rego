# METADATA
# title: An author's own rules
# description: |
#   The disclosure policy reads two sets here, and both can only narrow what it would release.
#   Beside this file, in this package, put rules such as
#
#     deny contains {"field": "margin", "unlock": ["ask Ana"]} if input.partner == "Orchard Devices"
#     hide contains "roadmap" if input.type == "resale"
#
#   `deny` withholds a field with `because: policy`; what is under `unlock` is shown to the partner.
#   `hide` keeps from the partner that there is such a field. Of a key field, either closes the
#   dataset. Rules see the whole input.
package entente.custom

# METADATA
# title: Fields withheld, with what would open them
deny contains denial if some denial in denied

# METADATA
# title: Fields the partner must not know of
hide contains name if some name in hidden

# METADATA
# title: Fields withheld from every partner
# description: None by default.
denied := []

# METADATA
# title: Names of fields hidden from every partner
# description: None by default.
hidden := []
