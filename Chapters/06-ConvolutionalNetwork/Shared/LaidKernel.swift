// A kernel laid over a digit.
//
// Shapes:  kernel: 5 × 5   image: 784 bytes, 0 (paper) to 255 (ink)

import ConvolutionalNetwork
import Matrices

/// What a kernel makes of an image whose ink is 1, as large as the image.
func laid(_ kernel: Matrix, on image: [UInt8]) -> Matrix {
  let x = FeatureMaps(maps: 1, rows: 28, columns: 28, values: image.map { Float($0) / 255 })
  return Convolution(kernels: [[kernel]]).forward(x, padding: 2).matrix(0)
}
