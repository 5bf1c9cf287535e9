META
key;value
description;PB Ward 7, 2031
country;US
subunit;vote knapsacks
instance;PB Ward 7 2031
num_projects;3
num_votes;4
budget;1000000
vote_type;approval
rule;unknown
date_begin;2031
date_end;2031
currency;USD
comment;#1: Not fully validated. #2: The rule is unknown.
PROJECTS
project_id;cost;votes;category
41;1000000;3;242
43;50000;3;243
47;91000;1;243
VOTES
voter_id;vote
17-100;41,43
17-101;41
17-104;47,41,43
17-11;43
