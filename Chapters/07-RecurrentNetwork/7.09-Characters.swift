import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let characters = Section(
  "7.9", "A model of characters that writes", deck: "Intro to Deep Learning: Text generation"
) { page in
  page.text(
    """
    Let the network read a book character by character and guess each next one. It needs no labels: the text is its \
    own answer. The loss is the logarithm of the probability that the right character was given, in bits: with b \
    bits a character the text could be packed into b/8 of its size.
    """)
  page.formula("loss = −log₂ p(next character)          p = softmax(h·V + b)")
  let corpus = try Corpus(file: dataFile("kjv.txt.gz"), window: 64)
  let count = corpus.vocabulary.count
  var generator = SeededGenerator(seed: 1)
  var training = Training(
    SequenceModel(.lstm, symbols: count, hidden: 128, outputs: count, using: &generator))
  let settings = TrainingSettings(steps: 1800, learningRate: 0.008, lastRate: 0.05)
  page.text(
    """
    The King James Bible: \(grouped(corpus.training.count)) characters to learn from, the last \
    \(grouped(corpus.heldOut.count)) held out, \(count) different ones. An LSTM of 128 neurons, \
    \(grouped(training.model.parameterCount)) parameters, \(grouped(settings.steps)) steps of 32 windows of 64 \
    characters: nearly as much as the book, once.
    """)
  let test = Array(corpus.heldOut.prefix(100_000))
  var (rows, curve): ([[String]], [Float]) = ([], [])
  func sample(_ model: SequenceModel, _ length: Int, temperature: Float) -> String {
    var writer = Writer(model)
    if let symbol = corpus.vocabulary.symbol(UInt8(ascii: "\n")) { writer.read(symbol) }
    var generator = SeededGenerator(seed: 5)
    let symbols = (0..<length).map { _ in writer.write(temperature: temperature, using: &generator) }
    return String(decoding: symbols.map { corpus.vocabulary.bytes[$0] }, as: UTF8.self)
  }
  let flat = SequenceModel(.lstm, symbols: count, hidden: 1, outputs: count)
  rows.append(["0, all alike", fixed(bits(Lanes.natsPerCharacter(flat, on: test)), 3), "–"])
  try Lanes.train(&training, on: Windows(of: corpus.training), settings, threads: cores) { step in
    curve.append(bits(step.loss))
    if [30, 100, 300, 1800].contains(step.number) {
      let nats = Lanes.natsPerCharacter(step.training.model, on: test, threads: cores)
      let text = sample(step.training.model, 44, temperature: 0.7).split(separator: "\n").joined(
        separator: " ")
      rows.append([String(step.number), fixed(bits(nats), 3), text])
    }
    return true
  }
  page.table(["steps", "bits, held out", "what it writes"], rows)
  var figure = Figure("Learning to guess the next character", x: "step", y: "bits a character")
  figure.line((1...curve.count).map(Float.init), curve)
  try page.show(figure, as: "characters")
  page.text(
    """
    Letters first, then words, then verses with their numbers. The temperature divides the scores before the softmax: \
    low, the model repeats what it is sure of; high, it invents.
    """)
  for temperature: Float in [0.3, 0.7, 1.2] {
    page.line("temperature \(temperature)")
    for line in sample(training.model, 240, temperature: temperature).split(separator: "\n") {
      page.text(String(line))
    }
  }
  page.text(
    """
    `train --save bible.weights` goes on from here, `sample --weights bible.weights` lets it write as long as you \
    like; `--corpus FILE` takes any other text.
    """)
}
