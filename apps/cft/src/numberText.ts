export { combinationText, decimalText, fractionText } from '@crystal-fourier/data';
