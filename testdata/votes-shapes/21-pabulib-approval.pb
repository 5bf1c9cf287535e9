META
key;value
description;shapes
num_projects;4
num_votes;6
vote_type;approval
budget;100
PROJECTS
project_id;cost;votes;name
p1;10;0;Access & inclusion
p2;10;0;AI governance
p3;10;0;Cybersecurity, privacy
p4;10;0;Data flows
VOTES
voter_id;vote
V1;p1,p2
V2;p1,p4
V3;p1,p2
V4;p2,p3
V5;p2,p3
V6;p1,p3
