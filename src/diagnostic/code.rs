//! The stable names of all kinds of problems; `docs/diagnostics.md` explains each.

use std::fmt;

use super::{Bilingual, Severity};

/// The stable name of a kind of problem, such as `weights-sum`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    name: &'static str,
    severity: Level,
    en: &'static str,
    zh: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Level {
    Error,
    /// A warning that `--strict` turns into an error.
    StrictWarning,
    Warning,
    Note,
}

impl Code {
    /// The name itself.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// What this kind of problem is, in a few words.
    pub fn title(self) -> Bilingual {
        Bilingual { en: self.en.to_owned(), zh: self.zh.to_owned() }
    }

    /// How bad it is unless `--strict` says otherwise.
    pub fn severity(self) -> Severity {
        match self.severity {
            Level::Error => Severity::Error,
            Level::StrictWarning | Level::Warning => Severity::Warning,
            Level::Note => Severity::Note,
        }
    }

    /// Whether `--strict` makes it an error.
    pub fn strict_error(self) -> bool {
        matches!(self.severity, Level::StrictWarning | Level::Error)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

macro_rules! table {
    ($($constant:ident $name:literal $severity:ident $en:literal $zh:literal;)*) => {
        /// One constant per kind of problem.
        pub mod codes {
            use super::{Code, Level};
            $(
                #[doc = $en]
                pub const $constant: Code =
                    Code { name: $name, severity: Level::$severity, en: $en, zh: $zh };
            )*
        }

        /// Every kind of problem there is, in the order of `docs/diagnostics.md`.
        pub const ALL: &[Code] = &[$(codes::$constant),*];
    };
}

table! {
    // The text of a framework file.
    NOT_UTF8 "not-utf8" Error "the file is not UTF-8" "文件不是 UTF-8 编码";
    YAML_SYNTAX "yaml-syntax" Error "the YAML cannot be read" "YAML 语法错误";
    YAML_TOO_LARGE "yaml-too-large" Error "the file is larger, deeper or more repetitive than any framework" "文件过大、嵌套过深或引用过多";
    UNKNOWN_KEY "unknown-key" Error "a key that this format does not have" "未知的键";
    DUPLICATE_KEY "duplicate-key" Error "the same key twice in one mapping" "同一映射中键重复";
    MISSING_KEY "missing-key" Error "a required key is absent" "缺少必需的键";
    WRONG_TYPE "wrong-type" Error "a value of another kind than expected" "值的类型不对";
    UNKNOWN_NAME "unknown-name" Error "a method or option that does not exist" "未知的方法或选项名";
    UNKNOWN_VERSION "unknown-version" Error "a version of the format that this program does not know" "未知的格式版本";
    // The tree.
    BAD_CODE "bad-code" Error "a code that cannot be used" "不可用的代码";
    DUPLICATE_CODE "duplicate-code" Error "the same code twice" "代码重复";
    DUPLICATE_NAME "duplicate-name" Error "two siblings with the same name" "同级指标重名";
    EMPTY_NODE "empty-node" Error "a node whose list of indicators is empty" "指标下没有任何下级";
    ONE_CHILD "one-child" Warning "a node with a single child" "指标下只有一个下级";
    LEVEL_COUNT "level-count" Error "the tree differs from `levels`" "指标树与 `levels` 不符";
    BAD_RANGE "bad-range" Error "a range that is no range" "取值范围不成立";
    BAD_PLACES "bad-places" Error "more digits after the point than can be printed" "小数位数过多";
    BAD_SCALE "bad-scale" Error "a scale that is not above zero" "满分必须大于零";
    BAD_RULE "bad-rule" Error "a rule that cannot be used" "计分规则有误";
    BAD_ITEM "bad-item" Error "an item that cannot be used" "采集点位有误";
    BAD_ROLE "bad-role" Error "a bonus, deduction, veto or pass mark that cannot be used" "加分、扣分、否决或合格线有误";
    // Weights.
    BAD_WEIGHT "bad-weight" Error "a weight that is not a number" "权重不是数字";
    NEGATIVE_WEIGHT "negative-weight" Error "a weight below zero" "权重为负";
    WEIGHTS_SUM "weights-sum" Error "siblings do not add up to exactly one" "同级权重之和不为一";
    WEIGHT_DIGITS "weight-digits" Error "too few digits of a ratio that repeats for ever" "循环小数的位数不足";
    WEIGHTS_MIXED "weights-mixed" Error "two notations of weights that do not go together" "权重写法混用";
    MISSING_WEIGHT "missing-weight" Error "a weight is absent" "缺少权重";
    UNKNOWN_WEIGHT "unknown-weight" Error "a weight is not known, so nothing can be scored" "权重未知，无法计分";
    UNKNOWN_PARAMETER "unknown-parameter" Error "`--set` names no indicator" "`--set` 指定的指标不存在";
    WEIGHT_SET "weight-set" Note "a weight was set by the caller, not by the scheme" "权重由使用者设定，并非方案原值";
    // Types, topics, provenance.
    BAD_TIER "bad-tier" Error "a tier that cannot be read" "类型定义有误";
    TIER_ORDER "tier-order" Error "cut lines out of order or overlapping" "类型分界线次序错误或重叠";
    TIER_OUTSIDE "tier-outside" Error "a cut line outside the scale" "类型分界线超出满分范围";
    UNKNOWN_CODE "unknown-code" Error "a code that no indicator has" "引用了不存在的指标代码";
    INFERRED_NO_NOTE "inferred-without-note" Warning "something inferred, with no note to say from what" "推断所得却未加说明";
    PARTIAL_FRAMEWORK "partial-framework" Error "part of the scheme is unknown, so nothing can be scored" "方案部分内容未知，无法计分";
    // The text of a data file.
    EMPTY_FILE "empty-file" Error "the file is empty" "文件为空";
    HEADER_ONLY "header-only" Error "the file has a heading and no rows" "文件只有表头没有数据";
    TABLE_TOO_LARGE "table-too-large" Error "the file is longer or wider than is read" "文件过大或列数过多";
    RAGGED_ROW "ragged-row" Error "a row with another number of fields than the heading" "行的字段数与表头不一致";
    CSV_SYNTAX "csv-syntax" Error "the table cannot be read" "表格语法错误";
    BAD_ENCODING "bad-encoding" Error "the text is in no encoding that is known" "无法识别文字编码";
    ENCODING_READ "encoding-read" Note "the file was read as another encoding than UTF-8" "文件按非 UTF-8 编码读取";
    BAD_WORKBOOK "bad-workbook" Error "a workbook that cannot be read" "工作簿无法读取";
    NO_SUCH_SHEET "no-such-sheet" Error "no sheet of that name, or none with a table" "没有这个工作表，或没有含表格的工作表";
    SHEET_CHOSEN "sheet-chosen" Note "one of several sheets was read" "工作簿有多个工作表，选读了其中一个";
    ROWS_ABOVE "rows-above" Note "rows above the heading were not read" "表头之上的行未读取";
    HIDDEN_CELLS "hidden-cells" Note "hidden rows, columns or sheets" "有隐藏的行、列或工作表";
    NO_UNIT_COLUMN "no-unit-column" Error "no column says which unit a row is about" "没有评价对象列";
    DUPLICATE_COLUMN "duplicate-column" Error "two columns for one thing" "列重复";
    AMBIGUOUS_COLUMN "ambiguous-column" Error "a heading that fits several indicators" "列名对应多个指标";
    MISSING_COLUMN "missing-column" Error "no column for a required indicator" "缺少必需的指标列";
    ABSENT_COLUMN "absent-column" StrictWarning "no column for an indicator; its values count as missing" "缺少指标列，按缺失处理";
    IGNORED_COLUMN "ignored-column" Note "a column that is a result, not an input" "结果列，已忽略";
    RESULT_READ "result-read" Warning "a file of results may hold points where rates are read" "结果文件可能按得分填写，却按得分率读取";
    UNKNOWN_INDICATOR "unknown-indicator" Error "a row about an indicator that does not exist" "数据行中的指标不存在";
    BAD_HEADER_LINE "bad-header-line" Error "a `# key: value` line that cannot be used" "文件头 `# 键: 值` 无法使用";
    INPUT_OVERRIDDEN "input-overridden" Note "the caller reads the values otherwise than the file says" "未按文件所写的 `# input:` 读取";
    // Units.
    EMPTY_UNIT "empty-unit" Error "a row without a unit" "评价对象为空";
    DUPLICATE_UNIT "duplicate-unit" Error "a unit that comes twice" "评价对象重复";
    AMBIGUOUS_UNIT "ambiguous-unit" Error "a name that fits two units" "名称对应多个评价对象";
    UNKNOWN_UNIT "unknown-unit" StrictWarning "a unit that the roster does not have" "名录中没有该评价对象";
    RENAMED_UNIT "renamed-unit" StrictWarning "a unit that was renamed or merged" "评价对象已更名或撤并";
    ABSENT_UNIT "absent-unit" StrictWarning "a unit of the roster that the data do not have" "数据中缺少名录内的评价对象";
    BAD_ROSTER "bad-roster" Error "a roster that cannot be used" "名录有误";
    NO_SUCH_UNIT "no-such-unit" Error "no unit of that name in the data" "数据中没有该评价对象";
    SUMMARY_ROW "summary-row" Warning "a row that looks like a sum or a mean is scored as a unit" "疑似合计行被当作评价对象";
    // Cells.
    NOT_A_NUMBER "not-a-number" Error "a cell that is not a number" "单元格不是数字";
    NOT_FINITE "not-finite" Error "a cell that is not a finite number" "单元格不是有限数";
    TOO_MANY_DIGITS "too-many-digits" Error "more digits than can be held exactly" "位数过多，无法精确保存";
    BAD_ANSWER "bad-answer" Error "a cell that is no answer to its item" "单元格不是该采集点位的有效答案";
    BAD_EVIDENCE "bad-evidence" Error "a round or a way of collecting that cannot be read" "轮次或采集方式无法识别";
    EVIDENCE_NOT_READ "evidence-not-read" StrictWarning "evidence of nothing that was observed" "佐证没有对应的观测值";
    OUT_OF_RANGE "out-of-range" Error "a value outside what its indicator allows" "值超出指标的取值范围";
    FRACTIONS_OF_ONE "fractions-of-one" Warning "every value is between 0 and 1, and full marks are far more" "所有值都在 0 与 1 之间，而满分远大于 1";
    POINTS_AS_RATES "points-as-rates" Warning "no value is above its indicator's own full marks, and the values are read as rates" "所有值都不超过各指标自身的分值，却按得分率读取";
    FULL_WIDTH "full-width" Note "full-width digits were read as plain ones" "全角数字已按半角读取";
    PERCENT_READ "percent-read" Note "percentages were read as shares of the range" "百分数已按取值范围换算";
    DATE_FOR_NUMBER "date-for-number" Error "a date where a number is expected" "应为数字之处是日期";
    MERGED_VALUE "merged-value" Error "a value is covered by merged cells" "数值单元格被合并";
    MERGED_FILLED "merged-filled" Note "what merged cells cover was filled in" "合并单元格已补全";
    FORMULA_READ "formula-read" Note "results of formulas were read as they were stored" "公式按存储的结果读取";
    FORMULA_EMPTY "formula-without-result" Error "a formula whose result is not stored" "公式没有存储结果";
    NUMBER_AS_TEXT "number-as-text" Note "numbers kept as text were read as numbers" "以文本存储的数字已按数字读取";
    BLANKS_TRIMMED "blanks-trimmed" Note "spaces at the ends of cells were not read" "单元格首尾的空白已略去";
    LONG_DOUBLE "long-double" Note "numbers with more digits than a spreadsheet shows" "数字的位数超出电子表格所显示的位数";
    MISSING_VALUE "missing-value" Error "a value is missing and the scheme does not say what then" "缺失观测值，而方案未规定如何处理";
    MISSING_COUNTED "missing-counted" Note "values are missing, and the scheme says what then" "有缺失值，按方案规定处理";
    NOT_APPLICABLE_COUNTED "not-applicable-counted" Note "values do not apply, and the scheme says what then" "有不适用的值，按方案规定处理";
    CONFLICT "conflicting-observations" Error "observations of one item that do not agree" "同一采集点位的观测互相矛盾";
    UNRULED_ROUNDS "unruled-rounds" Error "several rounds, and the scheme does not say which counts" "有多轮观测，而方案未规定以哪一轮为准";
    IDLE_ANSWER "idle-answer" Warning "an answer to an item that does not apply" "填写了不适用的采集点位";
    LATE_OBSERVATION "late-observation" StrictWarning "an observation from outside the time of collection" "采集时间不在规定期间内";
    ATTRIBUTE_DIFFERS "attribute-differs" Error "an attribute of which two rows of a unit say unlike things" "同一对象的属性前后不一";
    UNKNOWN_ATTRIBUTE "unknown-attribute" Error "an attribute that a unit does not have" "评价对象缺少所需的属性";
    NOT_APPLICABLE "not-applicable" Error "a value does not apply and the scheme does not say what then" "标为不适用，而方案未规定如何处理";
    GIVEN_TWICE "given-twice" Error "a node and something below it are both given for one unit" "同一对象的上级与下级指标同时给值";
    NO_POINTS "no-points" Error "an indicator without full marks cannot be given in points" "没有分值的指标不能按得分填报";
    OTHER_FRAMEWORK "other-framework" Error "data or weights that were made for another framework" "数据或权重属于另一个指标体系";
    // A table of indicators that is imported.
    NO_INDICATOR_COLUMN "no-indicator-column" Error "no column names indicators" "没有指标名称列";
    NO_INDICATORS "no-indicators" Error "a table of indicators without any" "指标表中没有指标";
    ROW_LEFT_OUT "row-left-out" Note "a row that is no indicator was left out" "非指标的行未导入";
    COLUMN_NOT_IMPORTED "column-not-imported" Note "a column that was not imported" "未导入的列";
    CELLS_MOVED "cells-moved" Warning "cells stand in other columns than those of their level" "单元格不在其级别所在的列";
    NAME_UNREADABLE "name-unreadable" Warning "the name of an indicator is empty or damaged" "指标名称为空或残损";
    WEIGHT_INFERRED "weight-inferred" Warning "a weight was inferred from those of its siblings" "权重由同级推得";
    WEIGHT_UNREADABLE "weight-unreadable" Warning "a weight is absent or damaged, and nothing tells what it is" "权重缺失或残损，且无从推得";
    WEIGHTS_READ "weights-read" Note "how the weights of a table were read" "权重的读法";
    CODES_MADE "codes-made" Note "codes were made, since the table has none that can be used" "代码由程序编排";
    // What improvements cost.
    BAD_COST "bad-cost" Error "a file of costs that cannot be used" "成本文件有误";
    // Results.
    TIER_BY_ROUNDING "tier-by-rounding" Warning "rounded and exact scores fall into different tiers" "四舍五入前后所属类型不同";
    CONDITION_BY_ROUNDING "condition-by-rounding" Warning "a bonus or a pass mark hangs on rounding" "加分条件或合格线取决于四舍五入";
    EMPTY_TIER "empty-tier" Warning "a tier or grade that no unit is in, though its rule says how many are" "类型或等级中没有任何对象";
    TIER_TIES "tier-ties" Note "equal totals at a border stay together" "分界处总分相等，未予拆分";
    NO_SPREAD "no-spread" Warning "all totals are equal, so there is no distance from the mean" "总分全部相等，没有离散程度";
    UNKNOWN_GROUP "unknown-group" Error "units have nothing of that name to be grouped by" "评价对象没有该属性，无法分组";
    BAD_SENTENCE "bad-sentence" Error "a sentence for reports that cannot be used" "报告用句无法使用";
    BAD_NOTES "bad-notes" Error "notes for a report that cannot be used" "报告的附注无法使用";
    ILLUSTRATIVE "illustrative" Note "the framework is made up as an example, or part of it is" "指标体系为示例，全部或部分为编造";
    BANNER "banner" Note "what has to be said of results where their columns have no place for it" "结果须注明而列中无处注明的内容";
    UNSCORED_UNIT "unscored-unit" Warning "a unit that has no score" "评价对象没有得分";
    // Published tables.
    NO_SUCH_COLUMN "no-such-column" Error "no column has that heading" "没有该列名的列";
    NOTHING_CHECKED "nothing-checked" Error "no check of a published table could be made" "结果表无一项可以核验";
    TOTAL_DIFFERS "total-differs" Error "a total that its parts do not give" "总分与分项不符";
    RANK_ORDER "rank-order" Error "a higher total ranked below a lower one" "名次与总分次序不符";
    RANK_SHARED "rank-shared" Error "one rank for unequal totals" "总分不等而名次相同";
    RANK_SPLIT "rank-split" Warning "equal totals with unequal ranks" "总分相同而名次不同";
    RANK_GAP "rank-gap" Warning "ranks that skip, or do not begin at 1" "名次有跳空或不从 1 起";
    TIE_RULE "tie-rule" Warning "ranks that follow no one tie rule, or another than the scheme's" "并列规则不一，或与方案不符";
    TIER_DIFFERS "tier-differs" Error "a type that the cut lines do not give" "类型与分界线不符";
    TIER_MIXED "tier-mixed" Error "types that overlap in their totals" "不同类型的总分交错";
    UNKNOWN_TIER "unknown-tier" Warning "a type that the framework does not have" "指标体系中没有该类型";
    SHARE_DIFFERS "share-differs" Error "a share that its count does not give" "占比与数量不符";
    SHARES_SUM "shares-sum" Error "shares or counts that do not add up" "占比或数量之和不符";
    PUBLISHED_DIFFERS "published-differs" Error "a printed figure that the table does not give" "公布的数字与表不符";
    NO_WEIGHTS "no-weights" Error "no weights explain the totals" "没有权重能解释总分";
    // Two editions compared.
    BAD_MAPPING "bad-mapping" Error "a mapping of two editions that cannot be used" "两版对应关系有误";
    IDLE_PAIR "idle-pair" StrictWarning "a pair of units of which one is in no data" "对应的评价对象不在数据中";
    UNIT_NAME_DIFFERS "unit-name-differs" StrictWarning "one code with unlike names in two editions" "两版中代码相同而名称不同";
    // The world outside.
    IO "io" Error "a file cannot be read or written" "文件无法读写";
    NO_SUCH_BUILTIN "no-such-builtin" Error "nothing built in has that name" "没有这个内置项";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut names: Vec<_> = ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(
            names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
        );
    }
}
