//! One unit's total as a worked calculation, from the total down, rounded last.

mod json;

use govscore::{
    By, Explanation, Figure, Framework, Grade, Input, Lang, Names, NodeId, Origin, Ratio, Role, Scores, Step,
};

use crate::banner::Banner;
use crate::figures::{Places, exact, percent, rounding_words};
use crate::language::{pick, say, ties};
use crate::observed::{Observed, changed};
use crate::output::Format;
use crate::table::{Align, Table, escape, indent, plain};
use crate::types::range_in;

/// What is explained, and what the explanation itself does not say.
pub struct Worked<'w> {
    /// The framework.
    pub framework: &'w Framework,
    /// The steps.
    pub explanation: &'w Explanation,
    /// The scores of all units.
    pub scores: &'w Scores,
    /// Where the data come from.
    pub file: &'w str,
    /// What has to stand on it.
    pub banner: Banner,
    /// How printed figures are rounded.
    pub places: Places,
    /// The language.
    pub lang: Lang,
}

/// One node's calculation.
struct Section {
    heading: String,
    table: Table,
    lines: Vec<String>,
}

impl Worked<'_> {
    /// The calculation in this format; there is text, Markdown and JSON, and anything else gives text.
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Json => self.json(),
            Format::Md => self.markdown(),
            _ => self.text(),
        }
    }

    fn text(&self) -> String {
        let mut text = self.banner.text(self.lang);
        text.push_str(&format!("{}\n{}\n", plain(&self.title()), plain(self.framework.title().get(self.lang))));
        for line in self.summary() {
            text.push_str(&format!("{}\n", plain(&line)));
        }
        for section in self.sections() {
            text.push_str(&format!("\n{}\n", plain(&section.heading)));
            if !section.table.is_empty() {
                text.push_str(&indent(&section.table.text()));
            }
            for line in section.lines {
                text.push_str(&format!("  {}\n", plain(&line)));
            }
        }
        text.push_str(&format!("\n{}\n", pick(self.lang, "Rounding, last", "最后舍入")));
        for line in self.rounding() {
            text.push_str(&format!("  {}\n", plain(&line)));
        }
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n", escape(&self.title()));
        text.push_str(&self.banner.markdown(self.lang));
        text.push_str(&format!("{}\n\n", escape(self.framework.title().get(self.lang))));
        for line in self.summary() {
            text.push_str(&format!("- {}\n", escape(&line)));
        }
        for section in self.sections() {
            text.push_str(&format!("\n## {}\n\n", escape(&section.heading)));
            if !section.table.is_empty() {
                text.push_str(&format!("{}\n", section.table.markdown()));
            }
            for line in section.lines {
                text.push_str(&format!("- {}\n", escape(&line)));
            }
        }
        text.push_str(&format!("\n## {}\n\n", pick(self.lang, "Rounding, last", "最后舍入")));
        for line in self.rounding() {
            text.push_str(&format!("- {}\n", escape(&line)));
        }
        text
    }

    fn grade(&self) -> Option<&Grade> {
        let mut tiers = self.framework.tiers().iter();
        let tier = tiers.find(|tier| self.explanation.tier.as_ref() == Some(&tier.code))?;
        tier.grades.iter().find(|grade| self.explanation.grade.as_ref() == Some(&grade.code))
    }

    /// How many units have a rank.
    fn ranked(&self) -> usize {
        self.scores.len() - self.scores.unscored()
    }

    fn title(&self) -> String {
        let unit = &self.explanation.unit;
        match unit.name.as_ref().map(|name: &Names| name.get(self.lang)) {
            Some(name) if name != unit.id => say!(self.lang, "{name} ({})", "{name}（{}）", unit.id),
            _ => unit.id.clone(),
        }
    }

    /// Total, rank and type.
    fn summary(&self) -> Vec<String> {
        let lang = self.lang;
        let Some(total) = &self.explanation.total else {
            let decided = self.explanation.steps.first().map(|step| step.decided_by.as_slice()).unwrap_or_default();
            let mut lines = vec![match decided {
                [] => pick(lang, "no total: too much is missing", "缺失过多，没有总分").to_owned(),
                codes => {
                    let codes = codes.join(pick(lang, ", ", "、"));
                    say!(lang, "no total: vetoed by {codes}", "被否决（{codes}），不计分")
                }
            }];
            lines.extend(self.tier_name().map(|name| say!(lang, "type {name}", "类型 {name}")));
            return lines;
        };
        let (printed, scale) = (self.places.text(total), self.framework.scale());
        let mut lines = vec![say!(lang, "total {printed} of {scale}", "总分 {printed}，满分 {scale}")];
        if let Some(rank) = self.explanation.rank {
            let all = self.ranked();
            let has_roster = self.scores.dataset().roster().is_some();
            let by = self.by_words(self.framework.rank_by());
            let ties = ties(self.framework.ties(), has_roster, lang);
            lines.push(say!(
                lang,
                "rank {rank} of {all} ({by} compared; {ties})",
                "第 {rank} 名，共 {all} 个（按{by}比较；{ties}）"
            ));
        }
        let tiers = self.framework.tiers();
        let place = self.explanation.tier.as_ref().and_then(|code| tiers.iter().position(|tier| tier.code == *code));
        if let Some(place) = place {
            let (name, range) = (tiers[place].name.get(lang), range_in(self.scores, place, self.places, lang));
            let by = self.by_words(self.framework.tier_by());
            lines.push(say!(lang, "type {name}: {range} ({by} compared)", "类型 {name}：{range}（按{by}比较）"));
            if let Some(grade) = self.grade() {
                let name = grade.name.get(lang);
                lines.push(say!(lang, "grade {name}", "等级 {name}"));
            }
        }
        lines
    }

    /// The name of the unit's type.
    fn tier_name(&self) -> Option<&str> {
        let code = self.explanation.tier.as_ref()?;
        let tier = self.framework.tiers().iter().find(|tier| tier.code == *code)?;
        Some(tier.name.get(self.lang))
    }

    fn by_words(&self, by: By) -> &'static str {
        match by {
            By::Exact => pick(self.lang, "exact figures", "精确值"),
            By::Rounded => pick(self.lang, "rounded figures", "舍入后的值"),
        }
    }

    /// One section for the total, for every node that is formed from others, and for every leaf with items.
    fn sections(&self) -> Vec<Section> {
        let shown = |step: &&Step| {
            step.node == NodeId::TOTAL
                || matches!(step.origin, Origin::Computed | Origin::Vetoed | Origin::ShortOfCoverage)
                || self.has_items(step)
        };
        self.explanation.steps.iter().filter(shown).map(|step| self.section(step)).collect()
    }

    fn section(&self, step: &Step) -> Section {
        let lang = self.lang;
        if self.has_items(step) {
            let observed = Observed { framework: self.framework, file: self.file, lang };
            let lines = observed.lines(step).into_iter().chain(self.lines(step)).collect();
            return Section { heading: self.heading(step), table: observed.table(&step.items), lines };
        }
        let mut table = Table::default();
        table
            .column(pick(lang, "indicator", "指标"), Align::Left)
            .column(pick(lang, "weight", "权重"), Align::Right)
            .column("", Align::Left)
            .column(pick(lang, "rate", "得分率"), Align::Right)
            .column("", Align::Left)
            .column(pick(lang, "product", "乘积"), Align::Left)
            .column(pick(lang, "points", "得分"), Align::Right)
            .column(pick(lang, "full marks", "分值"), Align::Right)
            .column(pick(lang, "from", "来源"), Align::Left);
        for child in &self.framework.node(step.node).children {
            let Some(below) = self.step(*child) else { continue };
            let label = self.framework.node(*child).label(lang);
            let from = self.origin(below);
            let [points, full] = self.points(below);
            let cells = match step.terms.iter().find(|term| term.node == *child) {
                Some(term) => {
                    let share = self.share_words(&term.share, &below.share);
                    let (times, is) = ("×".to_owned(), "=".to_owned());
                    [label, share, times, term.rate.to_string(), is, term.product.to_string(), points, full, from]
                }
                None => {
                    let none = String::new;
                    if self.framework.node(*child).vetoes {
                        veto_row(&mut table, [label, self.role(below), self.holds(below), from]);
                        continue;
                    }
                    let rate = below.rate.as_ref().map_or("–".to_owned(), Ratio::to_string);
                    let rate = if self.is_weighted(*child) { "–".to_owned() } else { rate };
                    [label, self.role(below), none(), rate, none(), none(), points, full, from]
                }
            };
            table.row(cells.to_vec());
        }
        Section { heading: self.heading(step), table: table.without_empty_columns(), lines: self.lines(step) }
    }

    /// Whether a leaf needs a section of its own: it has items, or its own rule met several observations or evidence.
    fn has_items(&self, step: &Step) -> bool {
        match step.items.as_slice() {
            [] => false,
            [one] if self.framework.item(one.item).is_leaf => {
                one.records.len() > 1 || one.records.iter().any(|record| record.evidence.is_some())
            }
            _ => true,
        }
    }

    fn is_weighted(&self, node: NodeId) -> bool {
        self.framework.node(node).is_weighted()
    }

    /// Whether a veto, or part of one, holds.
    fn holds(&self, step: &Step) -> String {
        match &step.rate {
            Some(rate) if rate.is_zero() => pick(self.lang, "does not hold", "不成立").to_owned(),
            Some(_) => pick(self.lang, "holds", "成立").to_owned(),
            None => "–".to_owned(),
        }
    }

    /// What stands in place of a weight that does not take part: the weight, or what the node is instead.
    fn role(&self, step: &Step) -> String {
        match self.framework.node(step.node).role {
            Role::Bonus(_) => pick(self.lang, "bonus", "加分").to_owned(),
            Role::Deduction { .. } => pick(self.lang, "deduction", "扣分").to_owned(),
            Role::Veto(_) => pick(self.lang, "veto", "否决").to_owned(),
            _ if self.framework.node(step.node).vetoes => String::new(),
            _ => percent(&step.share),
        }
    }

    /// Points and full marks of a row, where the framework prints points.
    fn points(&self, step: &Step) -> [String; 2] {
        match (self.framework.display(), &step.points) {
            (Figure::Rate, _) => Default::default(),
            (Figure::Points, points) => {
                let points = points.as_ref().map_or("–".to_owned(), Ratio::to_string);
                [points, step.full_marks.to_string()]
            }
        }
    }

    /// The weight of a term, and beside it the share it had before something below it was missing.
    fn share_words(&self, used: &Ratio, share: &Ratio) -> String {
        if used == share {
            return percent(used);
        }
        let (used, share) = (percent(used), percent(share));
        say!(self.lang, "{used} (of {share})", "{used}（原 {share}）")
    }

    fn heading(&self, step: &Step) -> String {
        let label = self.framework.node(step.node).label(self.lang);
        if self.framework.node(step.node).vetoes {
            let holds = self.holds(step);
            return say!(self.lang, "{label}: {holds}", "{label}：{holds}");
        }
        match (&step.rate, &step.points) {
            (Some(rate), Some(points)) => {
                let (rate, points, full, scale) =
                    (exact(rate), exact(points), &step.full_marks, self.framework.scale());
                if step.node == NodeId::TOTAL {
                    say!(self.lang, "{label}: {rate} of {scale}", "{label}：{rate}，满分 {scale}")
                } else {
                    say!(
                        self.lang,
                        "{label}: rate {rate} of {scale}, points {points} of {full}",
                        "{label}：得分率 {rate}（满分 {scale}），得分 {points}（分值 {full}）"
                    )
                }
            }
            _ => say!(self.lang, "{label}: no score", "{label}：没有得分"),
        }
    }

    /// The sum, what was divided by, and the rounding of this level.
    fn lines(&self, step: &Step) -> Vec<String> {
        let lang = self.lang;
        let mut lines = Vec::new();
        if let Origin::Observed { .. } = step.origin {
            lines.push(self.origin(step));
        }
        // What was formed from the weights, before anything else changed it.
        let formed = step.base.as_ref().or(step.before.as_ref()).or(step.unrounded.as_ref()).or(step.rate.as_ref());
        if let (Some(formed), false) = (formed, step.terms.is_empty()) {
            let products: Vec<String> = step.terms.iter().map(|term| term.product.to_string()).collect();
            let sum: Ratio = step.terms.iter().map(|term| &term.product).sum();
            let (products, total) = (products.join(" + "), exact(&sum));
            lines.push(match step.terms.len() {
                1 => say!(lang, "sum: {total}", "求和：{total}"),
                _ => say!(lang, "sum: {products} = {total}", "求和：{products} = {total}"),
            });
            if step.weight_used != Ratio::one() {
                let (used, sum, formed) = (percent(&step.weight_used), sum.to_string(), exact(formed));
                let division = format!("{} ÷ {}", in_brackets(&sum), in_brackets(&used));
                lines.push(say!(
                    lang,
                    "only {used} of the weight is present: {division} = {formed}",
                    "参与合成的权重为 {used}：{division} = {formed}"
                ));
            }
        }
        lines.extend(changed(self.framework, step, lang));
        if let Some(rounded) = self.rounded(step) {
            let rounding = rounding_words(self.framework.rounding(), lang);
            lines.push(say!(
                lang,
                "rounded at this level ({rounding}): {rounded}",
                "本级舍入（{rounding}）：{rounded}"
            ));
        }
        lines
    }

    /// What rounding at each level did to a node: its displayed figure before and after.
    fn rounded(&self, step: &Step) -> Option<String> {
        let (before, after) = (step.unrounded.as_ref()?, step.rate.as_ref()?);
        let (what, factor) = match self.framework.display() {
            Figure::Rate => (pick(self.lang, "rate", "得分率"), Ratio::one()),
            Figure::Points => (pick(self.lang, "points", "得分"), step.effective.clone()),
        };
        Some(format!("{what} {} → {}", exact(&(before * &factor)), after * &factor))
    }

    /// Where a node's rate comes from, for the row of its parent.
    fn origin(&self, step: &Step) -> String {
        let lang = self.lang;
        match &step.origin {
            Origin::Observed { value, input, line, range: (low, high) } => {
                let place = match line {
                    Some(line) => format!("{}:{line}", self.file),
                    None => self.file.to_owned(),
                };
                let is_rate = *input != Input::Points && low.is_zero() && high == self.framework.scale();
                let given = match input {
                    Input::Points => say!(lang, "{value} points of {high}", "得分 {value}（分值 {high}）"),
                    Input::Rate | Input::Observations if is_rate => value.clone(),
                    Input::Rate | Input::Observations => {
                        say!(lang, "{value} in {low} to {high}", "{value}（范围 {low} 至 {high}）")
                    }
                };
                let rounded = self.rounded(step).filter(|_| step.unrounded != step.rate).unwrap_or_default();
                let separator = if rounded.is_empty() { "" } else { pick(lang, "; ", "；") };
                say!(lang, "{place}: {given}{separator}{rounded}", "{place}：{given}{separator}{rounded}")
            }
            Origin::MissingAsZero => pick(lang, "missing, counts as zero", "缺失，按零计").to_owned(),
            Origin::NotApplicableAsZero => pick(lang, "does not apply, counts as zero", "不适用，按零计").to_owned(),
            Origin::Missing => pick(lang, "missing, left out", "缺失，不参与合成").to_owned(),
            Origin::NotApplicable => pick(lang, "does not apply, left out", "不适用，不参与合成").to_owned(),
            Origin::ShortOfCoverage => pick(lang, "too little of it is there", "有数据的部分过少").to_owned(),
            Origin::Measured if self.has_items(step) => {
                pick(lang, "from its observations, below", "由观测值得出，见下").to_owned()
            }
            Origin::Measured => self.measured(step),
            Origin::Vetoed => pick(lang, "vetoed", "被否决").to_owned(),
            Origin::BelowGiven => {
                pick(lang, "left out: an indicator above it is given", "上级指标已直接给值，此项不计").to_owned()
            }
            Origin::Computed => pick(lang, "worked out below", "计算见下").to_owned(),
            _ => String::new(),
        }
    }

    /// The one observation of a leaf with a rule of its own.
    fn measured(&self, step: &Step) -> String {
        let observed = Observed { framework: self.framework, file: self.file, lang: self.lang };
        let Some(item) = step.items.first() else { return String::new() };
        let answers = observed.answers(item);
        match (observed.from(item), &item.share) {
            (_, None) => say!(self.lang, "{answers}, counts as zero", "{answers}，按零计"),
            (from, Some(_)) => say!(self.lang, "{from}: {answers}", "{from}：{answers}"),
        }
    }

    /// The last step: from the exact total to the printed one.
    fn rounding(&self) -> Vec<String> {
        let lang = self.lang;
        let Some(total) = &self.explanation.total else {
            return vec![pick(lang, "nothing to round", "无可舍入").to_owned()];
        };
        let (from, to) = (exact(total), self.places.text(total));
        let words = self.places.words(lang);
        vec![say!(lang, "total {from} → {to} ({words})", "总分 {from} → {to}（{words}）")]
    }

    fn step(&self, node: NodeId) -> Option<&Step> {
        self.explanation.steps.get(node.index()).filter(|step| step.node == node)
    }
}

/// The row of a veto or of part of one: it has no weight, no product and no marks.
fn veto_row(table: &mut Table, [label, role, holds, from]: [String; 4]) {
    let none = String::new;
    table.row(vec![label, role, none(), holds, none(), none(), none(), none(), from]);
}

/// A fraction in brackets, so that a division by it reads as one.
fn in_brackets(figure: &str) -> String {
    if figure.contains('/') { format!("({figure})") } else { figure.to_owned() }
}
