import type { Command } from 'commander';
import { listNetworks, type NetworkCard } from '@crystal-fourier/models';
import { action, type Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import { prose } from '../shell/prose.js';
import { didYouMean } from '../shell/suggest.js';
import { cardLines, networkLines } from '../runs/networkText.js';

export function addModelsCommand(program: Command): void {
  program
    .command('models')
    .summary('list the trained networks that are installed with this command')
    .description(
      prose(`Lists the networks that predict without a training of your own, and without a connection: their names, what they predict and in which
unit, their data sets with the number of records, val among them, and their mean absolute error on crystals of the val part. With a name: the card of this network, with its errors beside
those of simpler models, also on space groups that were held out of the training, and what it must not be used for.`),
    )
    .argument('[name]', 'one of the networks')
    .addHelpText(
      'after',
      `
Examples:
  $ cft models
  $ cft models formation-energy
  $ cft predict formation-energy quartz.cif`,
    )
    .action(action<[string | undefined], object>((context, [name]) => models(name, context)));
}

function models(name: string | undefined, { console }: Pick<Context, 'console'>): void {
  const cards = listNetworks();
  if (name === undefined) {
    console.data(cards);
    for (const line of networkLines(cards)) console.print(line);
    return;
  }
  const card = cardOf(name, cards);
  console.data(card);
  for (const line of cardLines(card)) console.print(line);
}

function cardOf(name: string, cards: readonly NetworkCard[]): NetworkCard {
  const card = cards.find((one) => one.name === name);
  if (card !== undefined) return card;
  const names = cards.map((one) => one.name);
  throw usageError(
    `a network must be one of ${names.join(', ')}, got ${JSON.stringify(name)}${didYouMean(name, names)}`,
    'cft models lists them',
  );
}
