//! A document as Markdown, whole.
#![cfg(feature = "report")]

use govscore::report::{Block, Cell, Document, Fact, Picture, Section, Table};
use govscore::{Lang, Ratio, Rounding};

const EXPECTED: &str = r"# 测评报告 \<b>

> **【合成数据】数据为编造**

指标体系 bluebook-2019 · 2019

\- 数据为示例

## 总体结果

- 评价对象：**333**
- 平均得分：**66.91**（满分 100）

平均得分为 66.91，与 a_b 和 \_c\_ 无关。

> **编写者按**
>
> 第一段。
>
> \# 第二段 \*不是\* 标题

### 类型

**各类型的数量**

| 类型 \| 等级 | 数量 | 占比 |
| --- | ---: | ---: |
| 创新领先 | 32 | 9.6% |
| =1+1 \`x\` |  | +0.4 |

来源：本次计算

**多数在第二类**

柱状图：32、124、177。

依据：公布
";

#[test]
fn everything_is_text_and_stands_in_order() {
    let mut document = Document::new(Lang::Zh, "测评报告 <b>");
    document.subtitle = vec!["指标体系 bluebook-2019 · 2019".to_owned(), "- 数据为示例".to_owned()];
    document.banners.push("【合成数据】数据为编造".to_owned());
    let mut overview = Section::new("overview", "总体结果");
    overview.push(Block::Facts(vec![Fact::new("评价对象", "333"), Fact::new("平均得分", "66.91").note("满分 100")]));
    overview.push("平均得分为 66.91，与 a_b 和 _c_ 无关。".to_owned());
    overview.push(Block::Remark(vec!["第一段。".to_owned(), "# 第二段 *不是* 标题".to_owned()]));
    let mut tiers = Section::new("tiers", "类型");
    let mut table = Table::new("tiers", "各类型的数量").words("类型 | 等级").figures("数量").figures("占比");
    let share = Ratio::new(32, 333).expect("a share");
    table.row([Cell::text("创新领先"), Cell::count(32), Cell::percent(&share, Rounding::half_up(1))]);
    let change = Ratio::new(2, 5).expect("a change");
    table.row([Cell::text("=1+1\n`x`"), Cell::Empty, Cell::change(&change, Rounding::half_up(1))]);
    tiers.push(table.note("来源：本次计算"));
    tiers.push(Picture::new("p", "多数在第二类", "柱状图：32、124、177。", "<svg/>").note("依据：公布"));
    overview.sections.push(tiers);
    overview.sections.push(Section::new("empty", "不出现"));
    document.sections.push(overview);
    assert_eq!(document.to_markdown(), EXPECTED);
}

#[test]
fn a_document_without_anything_is_its_title() {
    assert_eq!(Document::new(Lang::En, "T").to_markdown(), "# T\n");
}
