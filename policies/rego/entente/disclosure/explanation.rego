package entente.disclosure

# METADATA
# title: Why the answer is as it is
# description: |
#   For people, not for the gateway: what stands in the way of each field, each with the path of the
#   rule that says so. A field without an obstacle is released in full.
# entrypoint: true
explanation := obstacles if sound
