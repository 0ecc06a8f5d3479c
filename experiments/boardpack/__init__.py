"""The board pack: what a decision, or a comparison, says, as one page and as one workbook.

`pack.Pack` is what both show: sections in the order in which a board asks, each with sentences and tables. The page
and the workbook are two ways to draw it. Every figure carries its address in the JSON document beside, by which
`cordiale verify DIR --number ADDRESS` finds it and works it out again. All words stand in
`foundations/pack_words.toml`, in English and in French.
"""
