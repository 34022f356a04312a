// Chapter 6, convolution and LeNet-5: the read-along and its commands.

import Figures
import Formats
import ReadAlong

Program(
  name: "lenet5",
  summary: "a network that looks at digits window by window",
  sections: [
    images, oneDimension, twoDimensions, kernels, severalMaps, pooling, shapes, backward, layerByLayer,
    training,
    whatLayersSee, as1998, lanes,
  ],
  commands: [
    trainCommand, train1998Command, predictCommand, convolveCommand, bookWeightsCommand, benchmarkCommand,
  ]
).run()
