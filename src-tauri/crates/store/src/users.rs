//! Users: one manager until the practice has more.

use crate::db::given;
use crate::{Read, Result, Role, Write};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub name: String,
    pub role: Role,
    pub active: bool,
}

impl Read<'_> {
    pub fn user(&self, name: &str) -> Result<Option<User>> {
        self.db.first(
            "SELECT name, role, active FROM users WHERE name = $1",
            given![name],
            |row| {
                Ok(User {
                    name: row.take()?,
                    role: row.take()?,
                    active: row.take()?,
                })
            },
        )
    }

    pub fn users(&self) -> Result<Vec<User>> {
        self.db.rows(
            "SELECT name, role, active FROM users ORDER BY name",
            &[],
            |row| {
                Ok(User {
                    name: row.take()?,
                    role: row.take()?,
                    active: row.take()?,
                })
            },
        )
    }
}

impl Write<'_> {
    pub fn add_user(&self, name: &str, role: Role) -> Result<()> {
        self.db
            .run(
                "INSERT INTO users (name, role) VALUES ($1, $2)",
                given![name, role],
            )
            .map(drop)
    }
}
