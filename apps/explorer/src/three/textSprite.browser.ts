import { CanvasTexture, Sprite, SpriteMaterial, SRGBColorSpace } from 'three';

/** Colours of CSS. */
interface TextColors {
  readonly ink: string;
  /** Around the letters, so that they can be read in front of anything. Defaults to none. */
  readonly rim?: string;
}

const PIXELS = 96;
/** Of the line that the rim is the outer half of. */
const RIM = 0.2 * PIXELS;

/** A letter or a short word that always faces the viewer and is never behind anything. @param height in units of the scene */
export function textSprite(text: string, height: number, { ink, rim }: TextColors): Sprite {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  // A font of the system: those of the page may not be there yet.
  const font = `italic 600 ${PIXELS * 0.85}px Georgia, 'Times New Roman', serif`;
  context.font = font;
  canvas.width = Math.ceil(context.measureText(text).width) + 2 * RIM;
  canvas.height = PIXELS;
  // A new size resets the context.
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  if (rim !== undefined) {
    context.lineJoin = 'round';
    context.lineWidth = RIM;
    context.strokeStyle = rim;
    context.strokeText(text, canvas.width / 2, PIXELS / 2);
  }
  context.fillStyle = ink;
  context.fillText(text, canvas.width / 2, PIXELS / 2);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(new SpriteMaterial({ map, depthTest: false, transparent: true }));
  sprite.scale.set((height * canvas.width) / PIXELS, height, 1);
  sprite.renderOrder = 10;
  return sprite;
}
