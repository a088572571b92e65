# METADATA
# title: An author's own rules
# description: |
#   The policies read sets here, and all can only narrow what would be released or raised. In this
#   package, or in one of your own under it such as entente.custom.orchard, put rules such as
#
#     deny contains {"field": "margin", "unlock": ["ask Ana"]} if input.partner == "Orchard Devices"
#     hide contains "roadmap" if input.type == "resale"
#
#   `deny` withholds a field with `because: policy`; what is under `unlock` is shown to the partner.
#   `hide` keeps from the partner that there is such a field. Of a key field, either closes the
#   dataset. A gate such as
#
#     gates contains {
#       "gate": "audit", "met": "audited" in input.milestones, "have": null, "need": "an audit",
#       "missing": "an audit",
#     }
#
#   is asked of every raise beside those that there are. A condition such as
#
#     rows contains {"field": "region", "operator": "==", "value": "EMEA"} if input.dataset == "accounts"
#
#   keeps every other row from the partner; package entente.rows says what a condition is. Rules see
#   the whole input. In this package alone, `templates contains "resale"` switches on the template for
#   that kind of partnership.
# scope: subpackages
# schemas:
#   - input: schema.custom
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

# METADATA
# title: Conditions that every row must fit
rows contains condition if some condition in conditions

# METADATA
# title: Conditions for every partner
# description: None by default.
conditions := []

# METADATA
# title: Gates asked for beside those of the terms
gates contains gate if some gate in asked

# METADATA
# title: Gates asked of every raise
# description: None by default.
asked := []

# METADATA
# title: Kinds of partnership whose template holds
# description: By the names that agreements give them, such as strategic-alliance.
templates contains name if some name in chosen

# METADATA
# title: Kinds of partnership whose template holds for every agreement
# description: None by default.
chosen := []
