/** Share of true values that intervals contain, unless another one is asked for. */
export const LEVEL = 0.9;
