/** A graph as an SVG picture that stands alone. */
import { demandGraphLike, givenOptions, type Graph } from '@adjoint/ir';
import { draw } from './draw.ts';
import { foldScene } from './fold.ts';
import { demandFew } from './limit.ts';
import type { Scene } from './scene.ts';
import { sceneOf } from './scene-of.ts';
import { escaped, pixels } from './text.ts';
import { titleOf } from './title.ts';
import { PICTURE_STYLE } from './written/page.ts';

export interface SvgOptions {
  /** Shows each composite, such as softmax, as one box. */
  readonly fold?: boolean;
  /** Tells where each node was built, when its box is pointed at; false when left out, for that is a place on a machine. */
  readonly origins?: boolean;
  /** What the picture is called, for those who hear it; how many nodes it has when left out. */
  readonly title?: string;
}

/** The scene with each composite as one box; bodies stay open. */
const folded = (scene: Scene): Scene => {
  const composites = scene.groups.filter(({ body }) => !body).map(({ id }) => id);
  return foldScene(scene, new Set(composites)).scene;
};

/**
 * The graph as a picture: a text of SVG that needs nothing else, the same for the same graph. Scopes and bodies are frames, inputs round, outputs
 * bold, what only derivatives need tinted; a box tells its line when it is pointed at. Throws `value` for what is no graph or has more boxes than a
 * picture can, and `option`.
 */
export const toSvg = (graph: Graph, options: SvgOptions = {}): string => {
  demandGraphLike(graph);
  const {
    fold = false,
    origins = false,
    title,
  } = givenOptions('toSvg', options, {
    fold: true,
    origins: true,
    title: true,
  });
  demandFew([graph]);
  const { scene } = sceneOf(graph, origins);
  const { body, width, height } = draw(fold ? folded(scene) : scene);
  const [w, h] = [pixels(width), pixels(height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="adjoint" role="img" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}">
<title>${escaped(titleOf(graph, title))}</title>
<style>${PICTURE_STYLE}</style>
<rect class="paper" width="${w}" height="${h}" rx="8"/>
${body}
</svg>
`;
};
