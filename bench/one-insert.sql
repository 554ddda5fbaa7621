-- One commit that waits for the disk.
insert into commit_probe (payload) values (decode(repeat('07', 512), 'hex'));
