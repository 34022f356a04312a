import Formats
import Testing

@testable import ReadAlong

@Suite struct FormulaTests {
  @Test(arguments: [
    (#"x_1 + w_{ij} a_c x^2 h_t^2 W' e^{-z} X^T"#, "x₁ + wᵢⱼ a_c x² hₜ² W′ e⁻ᶻ Xᵀ"),
    (#"\frac{a + b}{2m} - \frac12 \cdot \frac{\partial L}{\partial w_j}"#, "(a + b)/(2m) − ½ · ∂L/∂wⱼ"),
    (#"\sum_{i=1}^m x_i^{(1)} \le \sqrt{x + y} \sqrt M \sqrt[3]{8}"#, "∑ᵢ₌₁ᵐ xᵢ⁽¹⁾ ≤ √(x + y) √M ³√8"),
    (#"\mathbf x \in \mathbb R^n, \quad f: A \to B"#, "x ∈ ℝⁿ,   f: A → B"),
    (#"x \leftarrow x - 0.01 \cdot 2x"#, "x ← x − 0.01 · 2x"),
    (#"a = -b \times -c - \log p"#, "a = −b × −c − log p"),
    (#"\hat x \vec v, \mathrm{softplus}(z_i) \odot \tanh'(z)"#, "x̂v⃗, softplus(zᵢ) ⊙ tanh′(z)"),
    (#"\{1, \dots, n\} \lVert w \rVert p(a \mid b)"#, "{1, …, n}‖w‖p(a | b)"),
    (#"\left\{ x \right\} + \left(\frac ab\right)^2"#, "{x} + (a/b)²"),
    (#"\int_0^\infty e^{-x^2}\,dx"#, "∫₀^∞ e^(−x²) dx"),
    (#"y_{\text{right}} \text{ if } x > 0"#, "y_right if x > 0"),
    (#"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"#, "(a  b; c  d)"),
    (#"\arg\max_k p_k"#, "arg maxₖ pₖ"),
  ])
  func `A line of Unicode`(tex: String, line: String) throws {
    #expect(try formula(tex).line == line)
  }

  @Test func `Fractions are stacked, and limits stand above and below`() throws {
    try expect(
      #"J = -\frac{1}{2m} \sum_{i=1}^m (z_i - y_i)^2"#,
      """
             1    m
      J = − ────  ∑  (zᵢ − yᵢ)²
             2m  i=1
      """)
    try expect(
      #"p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}"#,
      """
              zₖ
             e
      pₖ = ───────
               zⱼ
            ∑ e
            j
      """)
  }

  @Test func `Roots, matrices, cases and aligned lines`() throws {
    try expect(
      #"\sqrt{\frac 1n \sum_k x_k^2} = \sqrt{\hat v}"#,
      """
       ┌──────────
       │  1
       │ ─── ∑ xₖ² = √v̂
      ╲│  n  k
      """)
    try expect(
      #"\begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{bmatrix} 1 & 10 \\ 0 & x_2 \\ 0 & 7 \end{bmatrix}"#,
      """
               ⎡ 1  10 ⎤
      ⎛ a  b ⎞ ⎢ 0  x₂ ⎥
      ⎝ c  d ⎠ ⎣ 0  7  ⎦
      """)
    try expect(
      #"f(x) = \begin{cases} x & \text{if } x > 0 \\ \alpha (e^x - 1) & \text{otherwise} \end{cases}"#,
      """
             ⎧ x           if x > 0
      f(x) = ⎨
             ⎩ α(eˣ − 1)   otherwise
      """)
    try expect(
      #"\begin{aligned} J &= \frac{1}{m} \sum_i z_i \\ &= -2 \\ dw &= 0 \end{aligned}"#,
      """
            1
       J = ─── ∑ zᵢ
            m  i

         = −2

      dw = 0
      """)
    try expect(
      #"\underbrace{a + b + c}_{\text{terms}} + \overbrace{d}^{\text{one}}"#,
      """
                  one
                  ╭┴╮
      a + b + c +  d
      ╰───┬───╯
        terms
      """)
  }

  @Test func `A wide display is broken at wide spaces, and then at relations and signs`() throws {
    let lines = try formula(#"a = bbbb + cccc \qquad d = eeee + ffff"#).display(width: 14)
    #expect(lines == ["a = bbbb", "    + cccc", "d = eeee", "    + ffff"])
    let whole = try formula(#"a = b \qquad d = e"#)
    #expect(whole.display(width: 40) == ["a = b      d = e"])
    #expect(whole.display(width: 10) == ["a = b", "d = e"])
  }

  @Test(arguments: [
    (#"\foo"#, #"page:7: in a formula: \foo is not known"#),
    (
      #"\sqrt[n+1]{x}"#,
      #"page:7: in a formula: \sqrt[n + 1]: found a degree that has no raised signs"#
    ),
    ("x\n+ \\bar", #"page:8: in a formula: found nothing after \bar"#),
    ("{x", "page:7: in a formula: found no } for a {"),
    ("x}", "page:7: in a formula: found } without its beginning"),
    ("x_1_2", "page:7: in a formula: found two subscripts"),
    (#"\left( x"#, #"page:7: in a formula: found no \right for a \left"#),
    (#"\begin{array} x"#, "page:7: in a formula: the environment array is not known"),
    (#"\begin{cases} x"#, #"page:7: in a formula: found no \end{cases}"#),
    (#"\hat{x_i}"#, #"page:7: in a formula: \hat over xᵢ is not known"#),
    (#"\bar{\left(x\right)}"#, #"page:7: in a formula: \bar over more than letters is not known"#),
    ("50% x", "page:7: in a formula: found %, which is not known here"),
    ("a & b", "page:7: in a formula: found & outside of a matrix, cases or aligned"),
  ])
  func `What is not known is an error with file and line`(tex: String, sentence: String) {
    #expect(throws: UserError(sentence)) { try formula(tex) }
  }
}

private func formula(_ tex: String) throws -> Formula {
  try Formula(tex: tex, at: Place(path: "page", line: 7))
}

private func expect(_ tex: String, _ lines: String, at location: SourceLocation = #_sourceLocation) throws {
  #expect(try formula(tex).display(width: 76).joined(separator: "\n") == lines, sourceLocation: location)
}
