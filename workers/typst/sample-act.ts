import QRCode from 'qrcode';
import type { ActData } from '#domain/act/act.ts';
import { appealBefore } from '#domain/act/legal/appeal.ts';

/** A complete act to draw in tests and measurements; any field can be changed. */
export async function aSampleAct(changes: Partial<ActData> = {}): Promise<ActData> {
  const url = 'https://harmonie.example/verifier/0198c0de-0000-7000-8000-000000000001';
  return {
    ministry: 'Ministère de démonstration',
    structure: ['Secrétariat général', 'Service des ressources humaines', 'Bureau des carrières'],
    authority: 'Le ministre de démonstration,',
    title: "portant autorisation d'exercer à temps partiel",
    number: '2026-000042',
    legalReferences: ["l'avis favorable du supérieur hiérarchique en date du 12 novembre 2026"],
    recitals: [],
    articles: [],
    agent: {
      civility: 'Mme',
      firstName: 'Camille',
      lastName: 'Lefèvre',
      grade: "attachée d'administration de l'État",
      rank: "attachée d'administration de l'État, corps des attachés d'administration de l'État, 4e échelon",
      posting: "l'École de démonstration, bureau de la scolarité",
      number: 'A-004217',
    },
    request: { filedOn: '2026-11-03', number: 'D-2026-000118' },
    period: { from: '2027-02-01', to: '2028-01-31' },
    quota: 80,
    effects: [
      {
        effect: 'temps-partiel',
        facts: { quota: 80, payFraction: '6/7', from: '2027-02-01', until: '2028-01-31' },
        words:
          "Temps partiel : quotité de 80\u00a0%, rémunération de 6/7 d'un temps plein, du 1er\u00a0février\u00a02027 au 31\u00a0janvier\u00a02028 inclus.",
      },
    ],
    author: {
      firstName: 'Hélène',
      lastName: 'Marchand',
      quality: 'La cheffe du service des ressources humaines',
      service: 'Service des ressources humaines',
      byDelegationOf: { quality: 'le ministre' },
    },
    powers: ["l'arrêté du 2 septembre 2026 portant délégation de signature, publié le 3 septembre 2026"],
    place: 'Paris',
    date: '2026-11-24',
    appeal: appealBefore(
      [
        "La présente décision peut faire l'objet, dans un délai de deux mois à compter de sa notification, d'un recours gracieux auprès de son auteur ou d'un recours hiérarchique.",
        'Elle peut être contestée dans le même délai devant {court}.',
      ],
      'tribunal administratif de Paris',
    ),
    ampliations: ['Intéressée', 'Service gestionnaire', 'Service de la paye'],
    verification: {
      text: "Acte dispensé de signature manuscrite (code des relations entre le public et l'administration, article L. 212-2, 2°), scellé par le ministère. Son authenticité se vérifie à l'adresse ci-dessous.",
      url,
      qrSvg: await QRCode.toString(url, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
    },
    demonstration: true,
    ...changes,
  };
}
