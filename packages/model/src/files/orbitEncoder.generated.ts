export const ORBIT_ENCODER = '';
