import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let stacked = Section(
  "7.7", "Layers on top of each other", deck: "Deep Learning From Scratch: Recurrent Neural Network"
) { page in
  page.text(
    """
    The states of a layer are a sequence themselves, and a second layer can read it. Each layer goes forward through \
    time before the next begins, and backward in the reverse order. Two ways to spend about as many numbers on \
    the Bible of section 7.9, 300 steps each:
    """)
  let corpus = try Corpus(file: dataFile("kjv.txt.gz"), window: 64)
  page.table(
    ["layers × hidden", "parameters", "bits a character, held out"],
    try [(1, 64), (2, 42)].map { layers, hidden in
      var generator = SeededGenerator(seed: 1)
      let count = corpus.vocabulary.count
      var training = Training(
        SequenceModel(.gru, symbols: count, hidden: hidden, layers: layers, outputs: count, using: &generator)
      )
      try Lanes.train(
        &training, on: Windows(of: corpus.training),
        TrainingSettings(steps: 300, batch: 16, learningRate: 0.01, lastRate: 0.1), threads: cores)
      let nats = Lanes.natsPerCharacter(
        training.model, on: Array(corpus.heldOut.prefix(50_000)), threads: cores)
      return ["\(layers) × \(hidden)", grouped(training.model.parameterCount), fixed(bits(nats), 3)]
    })
  page.text(
    """
    So early in a training the single layer is ahead; depth begins to pay when there is time and text to fill it \
    (`train --layers 2`).
    """)
}
