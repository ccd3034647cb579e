//! The database library behind one door: connections, statements, rows. Nothing else names it.

use std::cell::Cell;
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, OpenFlags, ffi, params_from_iter};

use crate::{Result, StoreError};

/// How long a statement waits for another program that holds the file.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

const WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);
const LOOK: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_URI);

/// The library calls itself ready before its encryption is, so whoever opens a file beside the very
/// first one would be refused. And the encryption would tidy up as soon as a program ends, under the hands of whoever
/// still writes: it is told to leave that.
static AWAKE: Once = Once::new();

/// One connection to the file.
pub(crate) struct Db {
    conn: Connection,
    /// Work of a transaction is under way.
    inside: Cell<bool>,
    /// The disk, or the file on it, has failed this connection. The encryption never forgets that.
    is_spent: Cell<bool>,
}

/// A transaction under way. It is rolled back unless it was committed, whatever ends it.
struct Open<'d>(&'d Db);

/// What a statement is given, in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// One row of an answer; the columns are taken in their order.
pub(crate) struct Row<'r> {
    row: &'r rusqlite::Row<'r>,
    next: usize,
}

/// What a column can be read as.
pub(crate) trait Column: Sized {
    /// `None` where the value is not one of those that this type knows.
    fn read(value: ValueRef<'_>) -> Option<Self>;
}

/// A column's value as the library gives it.
pub(crate) type Raw<'v> = ValueRef<'v>;

/// How a connection is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Create,
    Write,
    Read,
    /// For a file in a folder that cannot be written to, where no reader can say that it is there:
    /// sound only while nobody else writes.
    Look,
}

impl Db {
    /// Opens a file under its key, 64 hexadecimal digits. Whether it fits is known at the first read:
    /// see [`Db::prove`].
    pub(crate) fn open(path: &Path, key: &str, manner: Manner, patience: Duration) -> Result<Self> {
        // Anything else would be taken for a passphrase.
        if key.len() != 64 || !key.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(StoreError::NotOurs);
        }
        AWAKE.call_once(wake);
        let conn = match manner {
            Manner::Create => {
                Connection::open_with_flags(path, WRITE | OpenFlags::SQLITE_OPEN_CREATE)
            }
            Manner::Write | Manner::Read => Connection::open_with_flags(path, WRITE),
            Manner::Look => Connection::open_with_flags(unchanging(path)?, LOOK),
        }?;
        // What the page check finds is told by our own errors, not on standard error.
        conn.pragma_update(None, "cipher_log_level", "NONE")?;
        conn.pragma_update(None, "key", format!("x'{key}'"))?;
        conn.busy_timeout(patience)?;
        conn.set_prepared_statement_cache_capacity(128);
        // Otherwise a statement with a bound LIMIT is planned anew each time that it runs.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;

        Ok(Self {
            conn,
            inside: Cell::new(false),
            is_spent: Cell::new(false),
        })
    }

    /// A file that is nowhere, to see what the steps make.
    pub(crate) fn in_memory() -> Result<Self> {
        AWAKE.call_once(wake);

        Ok(Self {
            conn: Connection::open_in_memory()?,
            inside: Cell::new(false),
            is_spent: Cell::new(false),
        })
    }

    /// Reads the first page, which only the right key can.
    pub(crate) fn prove(&self) -> Result<()> {
        self.conn
            .query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
            .map_err(StoreError::from)
    }

    pub(crate) fn pragma(&self, name: &str) -> Result<String> {
        self.conn
            .pragma_query_value(None, name, |row| row.get_ref(0).map(shown))
            .map_err(StoreError::from)
    }

    pub(crate) fn set_pragma(&self, name: &str, value: &str) -> Result<()> {
        self.conn
            .pragma_update_and_check(None, name, value, |_| Ok(()))
            .or_else(|error| {
                if error == rusqlite::Error::QueryReturnedNoRows {
                    Ok(())
                } else {
                    Err(StoreError::from(error))
                }
            })
    }

    /// A disk that is well again is told so only by a connection that was opened since.
    pub(crate) fn is_spent(&self) -> bool {
        self.is_spent.get()
    }

    fn heard<T>(&self, done: Result<T>) -> Result<T> {
        if let Err(StoreError::Disk { .. } | StoreError::Damaged | StoreError::NotOurs) = &done {
            self.is_spent.set(true);
        }

        done
    }

    /// Runs a script of the store's own.
    pub(crate) fn script(&self, sql: &str) -> Result<()> {
        self.heard(self.conn.execute_batch(sql).map_err(StoreError::from))
    }

    /// The beginning or the end of a transaction: the same few words each time.
    fn step(&self, sql: &'static str) -> Result<()> {
        self.heard(self.changed(sql, &[])).map(drop)
    }

    /// Runs `work` in one transaction: all of it happens, or none.
    pub(crate) fn transaction<T, E: From<StoreError>>(
        &mut self,
        is_write: bool,
        work: impl FnOnce(&Db) -> Result<T, E>,
    ) -> Result<T, E> {
        let begin = if is_write { "BEGIN IMMEDIATE" } else { "BEGIN" };
        self.step(begin)?;
        let open = Open(self);
        self.inside.set(true);
        let done = work(self)?;
        self.step("COMMIT")?;
        drop(open);

        Ok(done)
    }

    /// The file, or its folder, cannot be written to.
    pub(crate) fn is_read_only(&self) -> Result<bool> {
        self.conn.is_readonly("main").map_err(StoreError::from)
    }

    /// All rows of an answer.
    pub(crate) fn rows<T>(
        &self,
        sql: &'static str,
        values: &[Value],
        read: impl FnMut(&mut Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.heard(self.all(sql, values, read))
    }

    fn all<T>(
        &self,
        sql: &'static str,
        values: &[Value],
        mut read: impl FnMut(&mut Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values.iter().map(sql_value)))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(&mut Row { row, next: 0 })?);
        }

        Ok(found)
    }

    /// The first row of an answer, where there is one.
    pub(crate) fn first<T>(
        &self,
        sql: &'static str,
        values: &[Value],
        read: impl FnOnce(&mut Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        self.heard(self.one(sql, values, read))
    }

    /// What a statement counts.
    pub(crate) fn count(&self, sql: &'static str, values: &[Value]) -> Result<u64> {
        let found = self.first(sql, values, |row| row.take())?;

        Ok(found.unwrap_or_default())
    }

    fn one<T>(
        &self,
        sql: &'static str,
        values: &[Value],
        read: impl FnOnce(&mut Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values.iter().map(sql_value)))?;

        match rows.next()? {
            Some(row) => read(&mut Row { row, next: 0 }).map(Some),
            None => Ok(None),
        }
    }

    /// Runs a statement; tells how many rows it changed.
    pub(crate) fn run(&self, sql: &'static str, values: &[Value]) -> Result<usize> {
        // Some failures end the whole transaction; what came after one would stand alone.
        if self.inside.get() && self.conn.is_autocommit() {
            return Err(StoreError::Disk {
                code: ffi::SQLITE_ABORT,
            });
        }

        self.heard(self.changed(sql, values))
    }

    fn changed(&self, sql: &'static str, values: &[Value]) -> Result<usize> {
        let mut statement = self.conn.prepare_cached(sql)?;

        statement
            .execute(params_from_iter(values.iter().map(sql_value)))
            .map_err(StoreError::from)
    }

    /// Runs an `INSERT`; tells the id of the new row.
    pub(crate) fn insert(&self, sql: &'static str, values: &[Value]) -> Result<i64> {
        self.run(sql, values)?;

        Ok(self.conn.last_insert_rowid())
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let Self(db) = self;
        db.inside.set(false);
        if !db.conn.is_autocommit() {
            // Where even this fails, the next transaction does not begin and says why.
            let _ = db.conn.execute_batch("ROLLBACK");
        }
    }
}

impl Row<'_> {
    /// The next column.
    pub(crate) fn take<T: Column>(&mut self) -> Result<T> {
        let value = self.row.get_ref(self.next)?;
        self.next += 1;

        T::read(value).ok_or(StoreError::Odd)
    }
}

/// Whatever goes wrong here is told by the file that is opened next.
fn wake() {
    openssl_sys::init();
    let _ = Connection::open_in_memory();
}

/// The file's address for [`Manner::Look`].
fn unchanging(path: &Path) -> Result<String> {
    let path = path.to_str().ok_or(StoreError::NotOpened)?;
    let mut address = String::from("file:");
    for c in path.chars() {
        match c {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            _ => address.push(c),
        }
    }
    address.push_str("?immutable=1");

    Ok(address)
}

fn sql_value(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Int(number) => Sql::Integer(*number),
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Bytes(bytes) => Sql::Blob(bytes.clone()),
    }
}

fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned(),
    }
}

impl Column for i64 {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        value.as_i64().ok()
    }
}

impl Column for u32 {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        value.as_i64().ok()?.try_into().ok()
    }
}

impl Column for u64 {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        value.as_i64().ok()?.try_into().ok()
    }
}

impl Column for bool {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        match value.as_i64().ok()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Column for String {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        value.as_str().ok().map(str::to_owned)
    }
}

impl Column for Vec<u8> {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        value.as_blob().ok().map(<[u8]>::to_vec)
    }
}

impl Column for [u8; 32] {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        value.as_blob().ok()?.try_into().ok()
    }
}

impl Column for Timestamp {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        Timestamp::from_millisecond(value.as_i64().ok()?).ok()
    }
}

impl Column for gplinks::Day {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        gplinks::Day::parse(value.as_str().ok()?).ok()
    }
}

impl<T: Column> Column for Option<T> {
    fn read(value: ValueRef<'_>) -> Option<Self> {
        match value {
            ValueRef::Null => Some(None),
            ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Text(_) | ValueRef::Blob(_) => {
                T::read(value).map(Some)
            }
        }
    }
}

macro_rules! values {
    ($($from:ty, $given:ident => $made:expr;)*) => {
        $(impl From<$from> for Value {
            fn from($given: $from) -> Self {
                $made
            }
        })*
    };
}

values! {
    i64, number => Self::Int(number);
    u32, number => Self::Int(number.into());
    u64, number => i64::try_from(number).map_or(Self::Null, Self::Int);
    bool, yes => Self::Int(yes.into());
    &str, text => Self::Text(text.to_owned());
    String, text => Self::Text(text);
    &String, text => Self::Text(text.clone());
    &[u8], bytes => Self::Bytes(bytes.to_vec());
    Vec<u8>, bytes => Self::Bytes(bytes);
    [u8; 32], bytes => Self::Bytes(bytes.to_vec());
    Timestamp, at => Self::Int(at.as_millisecond());
    gplinks::Day, day => Self::Text(day.iso());
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error().map(|error| error.extended_code) else {
            return Self::Odd;
        };

        // The low byte is the kind, the rest its detail.
        match code & 0xff {
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Self::Busy,
            ffi::SQLITE_READONLY => Self::ReadOnly,
            ffi::SQLITE_FULL => Self::Full,
            ffi::SQLITE_NOTADB => Self::NotOurs,
            ffi::SQLITE_CORRUPT => Self::Damaged,
            ffi::SQLITE_CANTOPEN => Self::NotOpened,
            ffi::SQLITE_CONSTRAINT => Self::Against {
                rule: rule_of(&error),
            },
            _ => Self::Disk { code },
        }
    }
}

/// The rule's own words: names of tables and columns, never a value.
fn rule_of(error: &rusqlite::Error) -> String {
    if let rusqlite::Error::SqliteFailure(_, Some(words)) = error {
        words.clone()
    } else {
        String::new()
    }
}

/// Makes the list of what a statement is given.
macro_rules! given {
    ($($value:expr),* $(,)?) => {
        &[$($crate::db::Value::from($value)),*]
    };
}
pub(crate) use given;
