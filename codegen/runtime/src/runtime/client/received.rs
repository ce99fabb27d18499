//! What an answer holds, in the types of the description.

use super::answer::Answer;
use super::{DecodeError, Error};
use crate::runtime::Value;

/// Something that is read from an answer: every value, by the `Content-Type`, and the enums of operations whose answers hold
/// another thing for each status.
pub trait FromAnswer: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// [`Error::Decode`] if the answer is not that.
    fn from_answer(answer: Received<'_>) -> Result<Self, Error>;
}

impl<T: Value + Default> FromAnswer for T {
    fn from_answer(answer: Received<'_>) -> Result<Self, Error> {
        answer.0.decode()
    }
}

/// An answer on its way to a type.
#[derive(Clone, Copy)]
pub struct Received<'a>(pub(super) &'a Answer);

impl Received<'_> {
    /// The status.
    #[must_use]
    pub fn status(self) -> u16 {
        self.0.status.as_u16()
    }

    /// What the body says, by its `Content-Type`.
    ///
    /// # Errors
    /// [`Error::Decode`] if the body is not that.
    pub fn value<T: Value + Default>(self) -> Result<T, Error> {
        self.0.decode()
    }

    /// The error for a status that the description does not have.
    ///
    /// # Errors
    /// That it is not documented, as [`Error::Decode`].
    pub fn undocumented<T>(self) -> Result<T, Error> {
        Err(self.0.error(DecodeError::Undocumented { status: self.status() }))
    }
}
