# METADATA
# title: Which rows a partner may touch at all
# description: |
#   A condition over fields of the record, as data: `{"field": F, "operator": O, "value": V}` with
#   one of == != < <= > >= in, or `{"and": […]}`, `{"or": […]}`, `{"not": …}` of conditions. Any field
#   of the manifest may be named, whether the partner may see it or not; one of `stage: never` where
#   the manifest says `rows: true` of it. The gateway reads no other row for the partner: what is
#   left out is not in any page, count, price or cursor.
#   A comparison with an empty field holds for nothing, and so does its `not`.
package entente.rows

import data.entente.author
import data.entente.custom

# METADATA
# title: The rows, as the gateway reads them
# description: |
#   Every condition of the authors must hold, so that each can only narrow. `all` stands for every
#   row, and it is said, never left out. Sorted, since engines walk a set in orders of their own.
# scope: document
touched := "all" if {
	count(custom.rows) == 0 # undefined without that package, and then there is no answer
	count(author.rows) == 0
}

touched := {"and": sort(author.rows)} if count(author.rows) > 0
