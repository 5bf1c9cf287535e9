META
key;value
description;shapes
num_projects;4
num_votes;6
vote_type;ordinal
budget;100
PROJECTS
project_id;cost;votes;name
p1;10;0;Access & inclusion
p2;10;0;AI governance
p3;10;0;Cybersecurity, privacy
p4;10;0;Data flows
VOTES
voter_id;group;vote
V1;Government;p2,p1,p3,p4
V2;Civil Society;p1,p4
V3;Civil Society;p1,p2,p4,p3
V4;Technical Community;p3,p2,p1,p4
V5;Private Sector;p2,p3
V6;IGO;p1,p3,p2,p4
