import type { Script } from '../../services/inspect/read/scripts/scripts.ts';

/** Words that lines of each script are made of, for training and for testing the telling of scripts. Everyday words and marks. */
export const WORDS: Readonly<Record<Script, readonly string[]>> = {
  latin: split(
    `minutes of the weekly meeting committee agreed to repair roof before winter budget annex draft report section page draft
    secret confidential restricted internal only distribution copy number office department please reply by friday attached
    der die das Protokoll Sitzung Ausschuss über für Gebäude Straße Beschluss vertraulich nur dienstgebrauch Anlage Entwurf
    le la les réunion hebdomadaire procès-verbal comité décidé château très secret défense diffusion restreinte annexe
    reunión semanal comité acordó reparar el techo antes del invierno confidencial reservado secreto año niño
    posiedzenie komisji ściśle tajne poufne zastrzeżone dokument załącznik łąka żółty kongre toplantısı gizli çok özel
    verbale della riunione segretissimo riservato ufficio città perché então não reunião confidencial secreto`,
  ),
  han: split(
    `关于 印发 会议 纪要 的 通知 机密 绝密 秘密 内部 资料 注意 保存 严禁 外传 各 单位 办公室 工作 安排 年度 计划 报告 附件 项目
    研究 数据 管理 规定 执行 情况 分析 部门 领导 同志 讨论 决定 加强 建设 发展 技术 设备 采购 预算 审批 文件 编号 份号 期限
    關於 內部 資料 禁止 外流 機密 極機密 密件 會議 紀錄 報告 單位 辦理 國防 聯絡 電話 說明 圖書 館藏 檢查 結果`,
  ),
  kana: split(
    `社外秘 これは見本です 特定秘密 の取扱い について ファイルを 確認してください 部外秘 取扱注意 会議の議事録 を送ります 予算 案
    です お願いします ありがとうございます 極秘 関係者 限り コピー 不可 プロジェクト 計画書 システム 担当者 まで 連絡 してください
    来週の 打ち合わせ は 月曜日 に なります メール で お知らせ します データ の 一覧 スケジュール を 更新 しました`,
  ),
  hangul: split(
    `대외비 군사 비밀 회의록 및 배포 제한 국가정보원 공문서 관리 주간 회의 결과 보고 예산 계획 안내 문의 담당자 연락처 자료 첨부
    확인 부탁드립니다 내일 오후 회의실 에서 진행 합니다 일급비밀 이급비밀 삼급비밀 내부용 외부 유출 금지 업무 협조 요청 부서
    대한민국 정부 사업 추진 현황 검토 의견 승인 요약 기술 개발 사진 지도 학교 여름 겨울 바람`,
  ),
  cyrillic: split(
    `совершенно секретно особой важности для служебного пользования протокол заседания рабочей группы приложение экз копия
    доклад о работе отдела за год утверждаю начальник управления министерство решение комиссии бюджет ремонт крыши до зимы
    просьба ответить до пятницы документ страница таблица список сотрудников приказ письмо конфиденциально коммерческая тайна
    цілком таємно для службового користування засідання комісії рішення їжак ґанок додаток сторінка україна
    строго секретно поверително за служебно ползване заседание решение документи строго поверљиво државна тајна`,
  ),
  greek: split(
    `ακρως απορρητο πρακτικά της συνεδρίασης εμπιστευτικο περιορισμενης χρησησ επιτροπή αποφάσισε επισκευή στέγης πριν
    χειμώνα έγγραφο σελίδα πίνακας υπουργείο γραφείο τμήμα παρακαλώ απαντήστε μέχρι παρασκευή αντίγραφο αριθμός σχέδιο
    έκθεση προϋπολογισμός ελλάδα αθήνα θάλασσα ψηφοφορία ξενοδοχείο ημερομηνία αδιαβάθμητο`,
  ),
  arabic: split(
    `سري للغاية محضر الاجتماع الأسبوعي للجنة سري جدا محدود التداول وزارة مكتب الرجاء الرد قبل يوم الجمعة تقرير ملحق صفحة
    الميزانية قررت إصلاح السقف قبل الشتاء وثيقة رقم نسخة قسم المشروع البيانات خطة العمل السنوية جدول قائمة محرمانه خیلی
    به کلی سری گزارش جلسه هفتگی وزارت شماره صفحه پیوست`,
  ),
  hebrew: split(
    `סודי ביותר פרוטוקול הישיבה השבועית של הוועדה שמור סודי משרד לשכה נא להשיב עד יום שישי דוח נספח עמוד תקציב הוחלט
    לתקן את הגג לפני החורף מסמך מספר עותק מחלקה פרויקט נתונים תכנית עבודה שנתית טבלה רשימה מוגבל`,
  ),
  devanagari: split(
    `अति गोपनीय साप्ताहिक बैठक की कार्यवाही परम गुप्त गोपनीय सीमित मंत्रालय कार्यालय कृपया शुक्रवार तक उत्तर दें प्रतिवेदन
    अनुलग्नक पृष्ठ बजट समिति ने छत की मरम्मत का निर्णय लिया दस्तावेज़ संख्या प्रति विभाग परियोजना आंकड़े वार्षिक योजना सूची`,
  ),
  thai: split(
    `ลับที่สุด ลับมาก ลับ รายงานการประชุม ประจำสัปดาห์ ของคณะกรรมการ กระทรวง สำนักงาน กรุณาตอบกลับ ภายในวันศุกร์ เอกสารแนบ
    หน้า งบประมาณ ตัดสินใจ ซ่อมหลังคา ก่อนฤดูหนาว เอกสาร หมายเลข สำเนา แผนก โครงการ ข้อมูล แผนงานประจำปี ตาราง รายการ ปกปิด`,
  ),
};

function split(words: string): string[] {
  return words.split(/\s+/).filter((word) => word !== '');
}
