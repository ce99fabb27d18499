//! The languages of the reference: the headings of sections and the columns of tables.
//!
//! A page is read without knowing its language, because no word of one language has another meaning in a second one.
//! Words that some translations omit are empty here.

/// A section of a page, in the order of [`Language::sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    /// The parameters in path and query.
    Uri,
    /// The headers of the request.
    Headers,
    /// The body of the request.
    Body,
    /// The responses.
    Responses,
    /// The types that the rest of the page names.
    Definitions,
}

/// A column of a table, in the order of [`Language::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    /// The name of a parameter, a member, a response or a definition.
    Name,
    /// The location of a parameter.
    Location,
    /// Required or optional.
    Required,
    /// The type.
    Type,
    /// The description.
    Description,
}

/// The words of a language.
#[derive(Debug)]
pub(crate) struct Language {
    /// The name in the URLs of the reference.
    pub(crate) locale: &'static str,
    /// The headings of the sections.
    sections: [&'static str; 5],
    /// The headings of the columns.
    columns: [&'static str; 5],
}

const SECTIONS: [Section; 5] =
    [Section::Uri, Section::Headers, Section::Body, Section::Responses, Section::Definitions];
const COLUMNS: [Column; 5] = [Column::Name, Column::Location, Column::Required, Column::Type, Column::Description];

/// All languages.
pub(crate) const LANGUAGES: [Language; 14] = [
    Language {
        locale: "en-us",
        sections: ["URI Parameters", "Request Header", "Request Body", "Responses", "Definitions"],
        columns: ["Name", "In", "Required", "Type", "Description"],
    },
    Language {
        locale: "de-de",
        sections: ["URI-Parameter", "Anforderungsheader", "Anforderungstext", "Antworten", "Definitionen"],
        columns: ["Name", "In", "Erforderlich", "Typ", "Beschreibung"],
    },
    Language {
        locale: "fr-fr",
        sections: ["Paramètres URI", "En-tête de la demande", "Corps de la demande", "Réponses", "Définitions"],
        columns: ["Nom", "Dans", "Obligatoire", "Type", "Description"],
    },
    Language {
        locale: "es-es",
        sections: [
            "Parámetros de identificador URI",
            "Encabezado de la solicitud",
            "Cuerpo de la solicitud",
            "Respuestas",
            "Definiciones",
        ],
        columns: ["Nombre", "En", "Requerido", "Tipo", "Description"],
    },
    Language {
        locale: "it-it",
        sections: [
            "Parametri dell'URI",
            "Intestazione della richiesta",
            "Corpo della richiesta",
            "Risposte",
            "Definizioni",
        ],
        columns: ["Nome", "In", "Necessario", "Tipo", "Descrizione"],
    },
    Language {
        locale: "pt-br",
        sections: ["Parâmetros de URI", "Cabeçalho da solicitação", "Corpo da solicitação", "Respostas", "Definições"],
        columns: ["Nome", "Em", "Obrigatório", "Tipo", "Description"],
    },
    Language {
        locale: "pt-pt",
        sections: ["Parâmetros do URI", "Cabeçalho do Pedido", "Corpo do Pedido", "Respostas", "Definições"],
        columns: ["Name", "Em", "Necessário", "Tipo", "Description"],
    },
    Language {
        locale: "ja-jp",
        sections: ["URI パラメーター", "要求ヘッダー", "要求本文", "応答", "定義"],
        columns: ["名前", "/", "必須", "", "説明"],
    },
    Language {
        locale: "ko-kr",
        sections: ["URI 매개 변수", "요청 헤더", "요청 본문", "응답", "정의"],
        columns: ["Name", "In(다음 안에)", "필수", "형식", "Description"],
    },
    Language {
        locale: "zh-cn",
        sections: ["URI 参数", "请求头", "请求正文", "响应", "定义"],
        columns: ["名称", "", "必需", "类型", "说明"],
    },
    Language {
        locale: "zh-tw",
        sections: ["URI 參數", "要求標頭", "要求本文", "回應", "定義"],
        columns: ["名稱", "位於", "必要", "類型", "Description"],
    },
    Language {
        locale: "ru-ru",
        sections: ["Параметры URI", "Заголовок запроса", "Текст запроса", "Ответы", "Определения"],
        columns: ["Имя", "В", "Обязательно", "Тип", "Описание"],
    },
    Language {
        locale: "tr-tr",
        sections: ["URI Parametreleri", "İstek Başlığı", "İstek Gövdesi", "Yanıtlar", "Tanımlar"],
        columns: ["Name", "İçinde", "Gerekli", "Tür", "Description"],
    },
    Language {
        locale: "id-id",
        sections: ["Parameter URI", "Header Permintaan", "Isi Permintaan", "Respons", "Definisi"],
        columns: ["Nama", "Dalam", "Diperlukan", "Jenis", "Deskripsi"],
    },
];

/// The section with this heading in any language, with any kind of space and apostrophe.
pub(crate) fn section(text: &str) -> Option<Section> {
    let text = plain(text);
    let named = LANGUAGES.iter().flat_map(|language| language.sections.iter().zip(SECTIONS));
    named.into_iter().find(|(heading, _)| **heading == text).map(|(_, section)| section)
}

/// A text with plain spaces, apostrophes and punctuation in place of their variants.
fn plain(text: &str) -> String {
    let plain = |character| match character {
        '\u{a0}' | '\u{3000}' => ' ',
        '’' => '\'',
        '／' => '/',
        '（' => '(',
        '）' => ')',
        other => other,
    };
    text.chars().map(plain).collect()
}

/// The column with this heading, in any language.
pub(crate) fn column(text: &str) -> Option<Column> {
    let text = plain(text);
    words().find(|(word, _)| *word == text).map(|(_, column)| column)
}

/// The columns of a table whose head is one line: `Name In Required Type Description`.
///
/// `None` unless they begin with the name, end with the description, and are in order.
pub(crate) fn columns(text: &str) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    let text = plain(text);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (column, tail) = first_column(rest)?;
        columns.push(column);
        rest = tail;
    }
    is_head(&columns).then_some(columns)
}

/// Returns `true` if these are the columns of a table.
pub(crate) fn is_head(columns: &[Column]) -> bool {
    let ends = columns.first() == Some(&Column::Name) && columns.last() == Some(&Column::Description);
    ends && columns.is_sorted_by(|left, right| left < right)
}

/// The column that a text starts with, and the rest of the text. Headings may contain spaces, so the longest match
/// counts.
fn first_column(text: &str) -> Option<(Column, &str)> {
    let found = words().filter_map(|(word, column)| {
        let rest = text.strip_prefix(word)?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| (word.len(), column, rest.trim_start()))
    });
    found.max_by_key(|(length, ..)| *length).map(|(_, column, rest)| (column, rest))
}

/// The headings of columns, in all languages.
fn words() -> impl Iterator<Item = (&'static str, Column)> {
    let all = LANGUAGES.iter().flat_map(|language| language.columns.iter().copied().zip(COLUMNS));
    all.filter(|(word, _)| !word.is_empty())
}
