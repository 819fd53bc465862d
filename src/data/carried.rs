//! The same observations under the codes of another edition.

use std::sync::Arc;

use super::dataset::{Column, Dataset, Inner};
use super::records::Blanks;
use crate::framework::{Framework, ItemId};

impl Dataset {
    /// These observations as if they had been made for `framework`: `codes` holds its codes with those of this dataset,
    /// `items` the item of this dataset for each of its own.
    ///
    /// Values stay as they are written, so what they are worth is for the caller to know.
    pub(crate) fn carried_over(
        &self,
        framework: &Framework,
        codes: &[(&str, &str)],
        items: &[Option<ItemId>],
    ) -> Dataset {
        let inner = &*self.inner;
        let column =
            |(code, theirs): &(&str, &str)| Some(Column { code: (*code).to_owned(), ..self.column(theirs)?.clone() });
        let records =
            items.iter().map(|item| item.and_then(|item| inner.records.get(item.0).cloned()).unwrap_or_default());
        let inner = Inner {
            framework: framework.id().to_owned(),
            file: inner.file.clone(),
            sheet: inner.sheet.clone(),
            form: inner.form,
            input: inner.input,
            meta: inner.meta.clone(),
            units: inner.units.clone(),
            columns: codes.iter().filter_map(column).collect(),
            records: records.collect(),
            unread: Vec::new(),
            blanks: Blanks::default(),
            attributes: inner.attributes.clone(),
            roster: inner.roster.clone(),
        };
        Dataset { inner: Arc::new(inner) }
    }
}
