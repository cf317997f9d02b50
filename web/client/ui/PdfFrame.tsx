import { Launch } from '@carbon/icons-react';
import { useLanguage } from '../language/use-language.ts';

interface PdfFrameProps {
  src: string;
  title: string;
  /** The language of the title, where it is not that of the page: acts are in French. */
  lang?: string;
  tall?: boolean;
}

/** A PDF inside the page, and a way to open it apart where a browser cannot show it here. */
export function PdfFrame({ src, title, lang, tall = false }: PdfFrameProps) {
  const { t } = useLanguage();
  return (
    <div className="h-pdf">
      <p className="h-pdf__bar">
        <a href={src} target="_blank" rel="noopener">
          {t('common.openApart')} <Launch />
          <span className="h-hidden">{t('common.newTab')}</span>
        </a>
      </p>
      <iframe
        src={src}
        title={title}
        lang={lang}
        className={tall ? 'h-pdf__frame h-pdf__frame--tall' : 'h-pdf__frame'}
      />
    </div>
  );
}
