META
key;value
description;Local PB in Dolna, Old Town | small
country;Poland
unit;Dolna
subunit;Old Town | small
instance;2031
num_projects;4
num_votes;7
budget;30000
vote_type;approval
rule;greedy-no-skip
date_begin;01.09.2031
date_end;16.09.2031
min_length;1
max_length;3
language;pl
currency;PLN
PROJECTS
project_id;cost;votes;name;selected
2031/OLD/0020;20000;5;Dom dla kotów wolno żyjących;1
2031/OLD/0011;12500;3;Drzewa na Młyńskiej 2A;0
2031/OLD/0004;8000;2;Kącik książek: komiksy, gry, modele;1
2031/OLD/0014;9000;2;Ławki;0
VOTES
voter_id;vote;age;sex;voting_method
101;2031/OLD/0020,2031/OLD/0011;34;F;internet
102;2031/OLD/0020;;M;internet
103;2031/OLD/0011,2031/OLD/0004,2031/OLD/0020;61;F;paper
104;2031/OLD/0014;19;F;internet
105;2031/OLD/0004,2031/OLD/0020;45;M;internet
106;2031/OLD/0011;70;M;paper
107;2031/OLD/0020,2031/OLD/0014;28;F;internet
