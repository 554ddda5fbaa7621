-- Tokens of applications that ask something about people, made by the operator.

CREATE TABLE api_tokens (
    id UUID NOT NULL PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants (id),
    -- What the operator calls it.
    name TEXT NOT NULL,
    -- What it may ask: `registered` or `details`.
    scope TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (tenant_id, name)
);
