import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let dates = Section("7.8") { page in
  try page.figure("encoder-decoder", encoderDecoderDiagram())
  var translation = DateTranslation(seed: 1)
  let test = translation.test
  var (losses, shares): ([Float], [Float]) = ([], [])
  try page.output("held-out-dates") { out in
    let settings = DateTranslation.settings
    let progress = page.progress(step: "step", total: settings.steps, unit: "pairs")
    defer { progress.finish() }
    try translation.train { step in
      losses.append(step.loss)
      progress.update(completed: step.number, loss: step.loss, units: step.number * settings.batch)
      if step.number.isMultiple(of: 100) {
        let right = step.training.model.right(Array(test.prefix(60 * Dates.ways)))
        shares.append(Float(right.count { $0 }) / Float(right.count))
      }
    }
    let right = translation.model.right(test)
    let written = Lanes.write(
      translation.model, test.prefix(Dates.ways).map { $0.source }, length: Dates.length)
    out.table(
      ["held-out day", "the network writes", "right in this form"],
      (0..<Dates.ways).map { way in
        let of = right.indices.filter { $0 % Dates.ways == way }
        return [
          Dates.written(translation.heldOut[0], way: way), Dates.text(written[way]),
          "\(of.count { right[$0] }) of \(of.count)",
        ]
      })
    out.line()
    out.line(rightInAll(right))
  }
  var loss = Figure("Loss of a character, in training", x: "step", y: "nats")
  loss.yScale = .logarithmic
  loss.line((1...losses.count).map(Float.init), losses)
  var exact = Figure("Held-out dates, all ten characters right", x: "step", y: "percent")
  exact.line((1...shares.count).map { Float(100 * $0) }, shares.map { 100 * $0 })
  exact.yRange = 0...100
  try page.figure("dates", FigureGrid("Learning to write dates", columns: 2, figures: [loss, exact]))
  try page.output("strange-dates") { out in
    out.table(["read", "written"], strangeDates(translation.model))
  }
}

private func encoderDecoderDiagram() -> Diagram {
  var diagram = Diagram("Encoder and decoder")
  var texts: [Diagram.Place] = []
  func chain(_ read: [String], _ written: [String], x: Double, color: Int) -> [Diagram.Place] {
    var cells: [Diagram.Place] = []
    for (index, letter) in read.enumerated() {
      let cell = diagram.box("cell", at: (x + 8 * Double(index), 4), width: 6, color: color)
      let text = diagram.box(letter, at: (x + 8 * Double(index), 7), lines: 1)
      diagram.arrow(text, cell)
      texts.append(text)
      if let last = cells.last { diagram.arrow(last, cell) }
      if index < written.count {
        let text = diagram.box(written[index], at: (x + 8 * Double(index), 1), lines: 1)
        diagram.arrow(cell, text)
        texts.append(text)
      }
      cells.append(cell)
    }
    return cells
  }
  let reads = chain(["8", "/", "3", "0"], [], x: 5, color: 0)
  let writes = chain(["start", "2", "0", "3"], ["2", "0", "3", "0"], x: 48, color: 1)
  if let last = reads.last, let first = writes.first { diagram.arrow(last, first, "state") }
  diagram.group(reads + texts.prefix(4), "encoder", color: 0)
  diagram.group(writes + texts.dropFirst(4), "decoder", color: 1)
  return diagram
}
