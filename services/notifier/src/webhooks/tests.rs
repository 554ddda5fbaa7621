//! Reports over a real database.
