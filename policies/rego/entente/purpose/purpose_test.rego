package entente.purpose_test

import data.entente.purpose

test_an_agreed_purpose_stands_in_no_way if {
	purpose.obstacles == [] with input as {"purpose": "joint-planning", "purposes": ["joint-planning"]}
}

test_another_purpose_is_told_the_agreed_ones if {
	obstacles := purpose.obstacles with input as {"purpose": "resale", "purposes": ["joint-planning", "co-marketing"]}
	obstacles[0].cures == ["state one of the agreed purposes: joint-planning, co-marketing"]
}

test_a_purpose_left_out_is_not_agreed if {
	count(purpose.obstacles) == 1 with input as {"purposes": ["joint-planning"]}
	count(purpose.obstacles) == 1 with input as {"purpose": "joint-planning"}
	count(purpose.obstacles) == 1 with input as {}
}

test_nothing_cures_it_where_no_purpose_is_agreed if {
	purpose.obstacles[0].cures == [] with input as {"purpose": "joint-planning", "purposes": []}
}
