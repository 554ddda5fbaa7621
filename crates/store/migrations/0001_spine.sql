-- The spine: tenants, accounts, contacts, resets, set-ups, caps, the outbox and what came of it, audit.
-- Written in PostgreSQL's types; `migrate.rs` turns them into SQLite's.

CREATE TABLE instance (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE tenants (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    settings JSONB NOT NULL,
    policy_version BIGINT NOT NULL,
    -- Another one with every change of this row: what was read is good for as long as this stays.
    revision UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE tenant_names (
    -- `host:reset.contoso.example` or `domain:contoso.example`: unique over all tenants.
    name TEXT NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id)
);

CREATE TABLE policies (
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    version BIGINT NOT NULL,
    document JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant_id, version)
);

-- What decoys are drawn from: counts, never whose.
CREATE TABLE decoy_distributions (
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    version BIGINT NOT NULL,
    document JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (tenant_id, version)
);

CREATE TABLE accounts (
    id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    user_id TEXT NOT NULL,
    display_name TEXT,
    password_hash TEXT,
    enabled BOOLEAN NOT NULL,
    is_administrator BOOLEAN NOT NULL,
    -- When the person last said that what is registered is right.
    confirmed_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (tenant_id, user_id)
);

CREATE TABLE password_changes (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL,
    -- False: it was never made, and never will be.
    was_made BOOLEAN NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX password_changes_decided ON password_changes (decided_at);

CREATE TABLE group_members (
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    group_name TEXT NOT NULL,
    account_id UUID NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (tenant_id, group_name, account_id)
);
CREATE INDEX group_members_account ON group_members (account_id);

CREATE TABLE contacts (
    id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    account_id UUID NOT NULL REFERENCES accounts (id),
    slot TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    lookup BYTEA NOT NULL,
    verified_at TIMESTAMPTZ,
    -- In a reset it counts from then on (cool-off), and, where another one took its place, until then.
    usable_from TIMESTAMPTZ NOT NULL,
    retires_at TIMESTAMPTZ,
    -- Of a phone: keyed digest of the number without its last four digits, and the country (ISO 3166), where it has one.
    number_prefix BYTEA,
    country TEXT,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX contacts_current ON contacts (account_id, slot) WHERE retires_at IS NULL;
CREATE INDEX contacts_account ON contacts (account_id);
CREATE INDEX contacts_retiring ON contacts (retires_at) WHERE retires_at IS NOT NULL;
CREATE INDEX contacts_lookup ON contacts (lookup);
CREATE INDEX contacts_prefix ON contacts (number_prefix) WHERE number_prefix IS NOT NULL;
CREATE INDEX contacts_country ON contacts (tenant_id, country) WHERE number_prefix IS NOT NULL;

-- What whoever sends has to know of contacts: how many numbers there are, never whose.
CREATE VIEW registered_numbers AS
    SELECT number_prefix, tenant_id, country FROM contacts WHERE number_prefix IS NOT NULL AND retires_at IS NULL;

-- A row changes some six times: with room in its page its indexes stay as they are.
CREATE TABLE resets (
    id UUID NOT NULL PRIMARY KEY,
    -- No organisation is ever removed: a reference would hold its row with every reset that begins.
    tenant_id UUID NOT NULL,
    account_id UUID,
    subject_key BYTEA NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    next_token_hash BYTEA,
    -- It was verified by a call: the next page gets the new handle.
    handle_due BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    is_over BOOLEAN NOT NULL,
    -- While a change of the password is under way: when it was last touched.
    changing_since TIMESTAMPTZ,
    -- What administrators look for: `proving`, `changing`, `completed` or `closed`, and then why.
    stage TEXT NOT NULL,
    closed_reason TEXT,
    touched_at TIMESTAMPTZ NOT NULL,
    state JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 40);
CREATE UNIQUE INDEX resets_next_token ON resets (next_token_hash) WHERE next_token_hash IS NOT NULL;
CREATE INDEX resets_changing ON resets (changing_since) WHERE changing_since IS NOT NULL;
CREATE INDEX resets_account ON resets (account_id) WHERE NOT is_over;
CREATE INDEX resets_expiry ON resets (expires_at);
CREATE INDEX resets_tenant ON resets (tenant_id, created_at, id);

CREATE TABLE method_setups (
    id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    account_id UUID NOT NULL REFERENCES accounts (id),
    sign_in_id UUID NOT NULL,
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    lookup BYTEA NOT NULL,
    state JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX method_setups_sign_in ON method_setups (sign_in_id);
CREATE INDEX method_setups_expiry ON method_setups (expires_at);

CREATE TABLE sign_ins (
    id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    account_id UUID NOT NULL REFERENCES accounts (id),
    token_hash BYTEA NOT NULL UNIQUE,
    device_id UUID,
    locale TEXT NOT NULL,
    -- `half`: the password was right, the authenticator's code is to come; `password`: in by the password alone;
    -- `second_factor`: in by both.
    standing TEXT NOT NULL,
    -- At the code, while it is half.
    guesses BIGINT NOT NULL,
    -- What the administrator has looked at so far, a bit for each view: the audit trail tells each once.
    views_told BIGINT NOT NULL,
    -- Whether the account could reset already when it began: else what is registered now works at once.
    was_capable BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_ins_account ON sign_ins (account_id);
CREATE INDEX sign_ins_expiry ON sign_ins (expires_at);

-- Authenticator apps; an account may have several.
CREATE TABLE authenticators (
    id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    account_id UUID NOT NULL REFERENCES accounts (id),
    label TEXT NOT NULL,
    sealed_secret BYTEA NOT NULL,
    usable_from TIMESTAMPTZ NOT NULL,
    -- The newest step of which a code was accepted: none up to it is accepted again.
    last_step BIGINT,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX authenticators_account ON authenticators (account_id);

CREATE TABLE passkeys (
    id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    account_id UUID NOT NULL REFERENCES accounts (id),
    label TEXT NOT NULL,
    -- Public key and counter (WebAuthn); no secret.
    credential JSONB NOT NULL,
    usable_from TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX passkeys_account ON passkeys (account_id);

CREATE TABLE question_answers (
    account_id UUID NOT NULL REFERENCES accounts (id),
    question TEXT NOT NULL,
    -- Argon2id of the normalised answer.
    answer_hash TEXT NOT NULL,
    usable_from TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, question)
);

CREATE TABLE recovery_codes (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    -- Argon2id of the code, with one salt for a set of ten, so that one computation finds which of them it is.
    code_hash TEXT NOT NULL,
    usable_from TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX recovery_codes_account ON recovery_codes (account_id);

CREATE TABLE devices (
    id UUID NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES accounts (id),
    token_hash BYTEA NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX devices_account ON devices (account_id);

CREATE TABLE guess_charges (
    id UUID NOT NULL PRIMARY KEY,
    subject_key BYTEA NOT NULL,
    device_id UUID,
    -- Grows from charge to charge of a subject, whatever the device: of two that count at once, one finds out.
    number BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    -- It keeps its number: nobody takes it a second time.
    refunded BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX guess_charges_number ON guess_charges (subject_key, number);
CREATE INDEX guess_charges_at ON guess_charges (at);

CREATE TABLE limit_hits (
    id UUID NOT NULL PRIMARY KEY,
    scope TEXT NOT NULL,
    subject BYTEA NOT NULL,
    -- Grows with the time from hit to hit of a subject: of two that count at once, one finds out.
    number BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX limit_hits_number ON limit_hits (scope, subject, number);
CREATE INDEX limit_hits_at ON limit_hits (at);

CREATE TABLE spent_captchas (
    digest BYTEA NOT NULL PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX spent_captchas_expiry ON spent_captchas (expires_at);

CREATE TABLE outbox (
    id UUID NOT NULL PRIMARY KEY,
    message_id UUID NOT NULL,
    kind TEXT NOT NULL,
    listener TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    payload BYTEA NOT NULL,
    attempt BIGINT NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    lease_until TIMESTAMPTZ,
    fence BIGINT NOT NULL,
    -- Times that a handler took it and did not say how it ended.
    unanswered BIGINT NOT NULL,
    -- Times that a handler panicked or hung over it.
    faults BIGINT NOT NULL,
    -- Times that a broker took it back from takers that died on it too often.
    overflows BIGINT NOT NULL,
    trace TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (message_id, listener)
);
CREATE INDEX outbox_due ON outbox (listener, due_at);
-- For relays to a broker, which take for every listener.
CREATE INDEX outbox_due_any ON outbox (due_at);

CREATE TABLE deliveries (
    message_id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL,
    account_id UUID,
    channel TEXT NOT NULL,
    purpose TEXT NOT NULL,
    -- The reset or set-up that a code belongs to.
    flow TEXT,
    flow_id UUID,
    state TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    lease_until TIMESTAMPTZ,
    fence BIGINT NOT NULL,
    provider TEXT,
    -- The provider that may have it all the same, where another one was called since.
    doubted_provider TEXT,
    -- The provider's own name for it.
    provider_message_id TEXT,
    reason TEXT,
    -- Of a call, the first thing that counts: `machine` until it ends, `listening`, `keys`, or how it ended.
    call_outcome TEXT,
    -- What was said of it in the provider's name, and was not the provider's; not counted beyond what is audited.
    forged_reports BIGINT NOT NULL,
    superseded BOOLEAN NOT NULL,
    -- How often its provider was asked what became of it, and when it is asked next.
    looks BIGINT NOT NULL DEFAULT 0,
    next_look_at TIMESTAMPTZ,
    -- What goes by phone is charged once, before its provider is asked: when, and how much in millionths.
    charged_at TIMESTAMPTZ,
    charged_micros BIGINT,
    -- Of a code or call: keyed digest of the number without its last four digits, and the country.
    number_prefix BYTEA,
    country TEXT,
    -- When the code was typed rightly, or the call confirmed.
    proven_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 40);
CREATE INDEX deliveries_look ON deliveries (next_look_at) WHERE next_look_at IS NOT NULL;
CREATE INDEX deliveries_prefix ON deliveries (number_prefix, charged_at) WHERE number_prefix IS NOT NULL;
CREATE INDEX deliveries_country ON deliveries (tenant_id, country, charged_at) WHERE number_prefix IS NOT NULL;
CREATE INDEX deliveries_tenant ON deliveries (tenant_id, created_at, message_id);
CREATE INDEX deliveries_expiry ON deliveries (expires_at);

-- Money that was taken out of a budget: spent, or held by a process that spends it.
CREATE TABLE money_taken (
    -- `all`, `tenant:<id>` or `reserve`.
    purse TEXT NOT NULL,
    -- `hour` or `day`, in UTC, by the store's time.
    period TEXT NOT NULL,
    began_at TIMESTAMPTZ NOT NULL,
    micros BIGINT NOT NULL,
    PRIMARY KEY (purse, period, began_at)
);
CREATE INDEX money_taken_began ON money_taken (began_at);

-- Prefixes and countries from which too few codes came back.
CREATE TABLE send_breakers (
    -- Keyed digest of a prefix, or of an organisation and a country.
    subject BYTEA NOT NULL PRIMARY KEY,
    -- `prefix` or `country`.
    scope TEXT NOT NULL,
    -- Nothing is sent until then,
    shut_until TIMESTAMPTZ NOT NULL,
    -- and everything from then on.
    reopened_at TIMESTAMPTZ
);
CREATE INDEX send_breakers_changed ON send_breakers (COALESCE(reopened_at, shut_until));

CREATE TABLE dead_letters (
    id UUID NOT NULL PRIMARY KEY,
    message_id UUID NOT NULL,
    kind TEXT NOT NULL,
    listener TEXT NOT NULL,
    tenant_id UUID NOT NULL,
    payload BYTEA NOT NULL,
    attempt BIGINT NOT NULL,
    reason TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    trace TEXT,
    buried_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX dead_letters_buried ON dead_letters (buried_at, id);
CREATE INDEX dead_letters_tenant ON dead_letters (tenant_id, buried_at, id);

CREATE TABLE inbox_messages (
    id UUID NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT,
    body TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX inbox_messages_received ON inbox_messages (received_at);

CREATE TABLE help_requests (
    id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    user_id TEXT NOT NULL,
    -- Both sealed.
    reach_me BYTEA NOT NULL,
    message BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    digested_at TIMESTAMPTZ
);
CREATE INDEX help_requests_digested ON help_requests (digested_at);
CREATE INDEX help_requests_created ON help_requests (created_at);
CREATE INDEX help_requests_waiting ON help_requests (tenant_id, created_at) WHERE digested_at IS NULL;

CREATE TABLE audit (
    id UUID NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    tenant_id UUID,
    actor TEXT NOT NULL,
    event TEXT NOT NULL,
    account_id UUID,
    flow_id UUID,
    detail JSONB NOT NULL
);
CREATE INDEX audit_tenant ON audit (tenant_id, at);
